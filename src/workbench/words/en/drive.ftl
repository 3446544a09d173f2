# The index of a batch
index-title = Reports on soil pollution
index-heading = All areas and reports
index-about = Reports on soil pollution: { $n_areas ->
    [one] { $n_areas } area
   *[other] { $n_areas } areas
 }, { $n_reports ->
    [one] { $n_reports } kind of report
   *[other] { $n_reports } kinds of report
 }
index-skip = Skip to the reports
index-fictional-areas = Areas marked “fictional” hold example data: they are not real countries.
index-fictional = fictional
index-count = { $status ->
    [ok] { $n_reports } complete
    [no_data] { $n_reports } without data
    [failed] { $n_reports } failed
    [timeout] { $n_reports } exceeded the time limit
    [killed] { $n_reports } terminated
    [unreadable] { $n_reports } unreadable
   *[other] { $n_reports } with the status { $status }
 }
index-empty = No report has been made yet.

# Its table
index-table = Reports by area
index-caption = First key message of each report; the link opens the whole page
index-area = Area
index-no-report = no report
index-no-page = no page
index-link = { $report }, { $area }
index-found = { $n_findings ->
    [0] No findings
    [one] { $n_findings } finding
   *[other] { $n_findings } findings
 }; { $n_excluded ->
    [0] no data were excluded
    [one] data were excluded for { $n_excluded } reason
   *[other] data were excluded for { $n_excluded } reasons
 }.
index-earlier = Page of an earlier run
index-unreadable = { $file } is missing or cannot be read. Make the report again.
index-misplaced = { $file } describes the report { $report } for { $area }, not the report of this folder. Make the report again.
