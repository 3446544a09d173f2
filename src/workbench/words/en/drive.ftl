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

index-regions = Regions
index-area-state = { $area }: { $state }
index-map = Map of the areas
index-map-caption = Countries with reports, by the worst state of their reports; the table below has all states in words. Outlines show where countries lie and express no opinion on borders.

# What a reader may choose
index-search = Search
index-region = Region
index-report = Report
index-state = State
index-grade = Certainty
index-review = Review
index-order = Order
index-any = any
index-by-need = those in most need first
index-by-name = by name
index-shown = Areas shown:

# Its table
index-table = Reports by area
index-caption = State of each report, the areas in most need first; a state leads to the report, a name to the page of the area
index-area = Area
index-no-report = no report
index-foremost = Foremost finding
index-freshness = Data and pages
index-fresh = { $last_year ->
    [missing] no year of data
   *[other] data to { $last_year }
 }{ $made ->
    [missing] { "" }
   *[other] , page of { $made }
 }
tile-state-made = made
review-not-reviewed = not reviewed
review-approved = approved
review-rejected = rejected
review-changed = changed since it was approved
index-earlier = Page of an earlier run
index-unreadable = { $file } is missing or cannot be read. Make the report again.
index-misplaced = { $file } describes the report { $report } for { $area }, not the report of this folder. Make the report again.

# A release
release-not-released = Not released
release-not-there = The report { $report } has not been approved, so it is not part of this release.
release-revision = { $n_pages ->
    [one] { $n_pages } page was released on { $at }
   *[other] { $n_pages } pages were released on { $at }
 }{ $since ->
    [missing] . It is the first release.
   *[other] . Since the release before, of { $since }, { $n_changes ->
        [0] no finding has changed.
        [one] { $n_changes } finding has changed.
       *[other] { $n_changes } findings have changed.
     }
 }
editions-compared = { $n_changes ->
    [0] No finding has changed
    [one] { $n_changes } finding has changed
   *[other] { $n_changes } findings have changed
 } since the earlier edition{ $since ->
    [missing] { "" }
   *[other] , made on { $since }
 }.
revision-title = Revisions
revision-caption = What changed, and why
revision-before = Before
revision-after = Now
revision-why = Cause
revision-unknown = not known
revision-earlier = Earlier releases, and how many findings each changed
crate-description = Country reports on soil pollution, with tables, results and where each number comes from.

# Tables of a report as a workbook
sheet-cover = Cover
sheet-notes = Notes
sheet-columns = Columns
sheet-about = One table a sheet, each with its headings in one row. Empty cells have no value. Numbers are as in the CSV files.
sheet-list = Sheets of this workbook
sheet-one-table = This sheet holds one table.
note-kind = Kind
note-text = Note
note-key-message = Key message
note-excluded = Excluded
note-source = Source
column-sheet = Sheet
column-heading = Heading
column-unit = Unit
column-meaning = Meaning
column-row = Row
