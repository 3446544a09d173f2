# The frame of a report's page
page-kicker = Report on soil pollution
page-about = { $title }{ $area_name ->
    [missing] { "" }
   *[other] , { $area_name }
 } ({ $area }): { $status }.
page-skip = Skip to the report
page-fictional = Fictional example data, not of a real country
page-contents = On this page
page-code = Code
page-beside = Reports of this area
page-all-areas = All areas
page-show-code = Show code
page-not-reviewed = Not reviewed
page-approved = Reviewed and approved by { $by }, { $date }
page-edition = Edition of { $date }
page-running-head = { $area }: { $title }
page-sheet = Page
page-of = of
page-owners-of-data = Data owners
page-owners = { $owners }{ $n_more ->
    [0] { "" }
    [one] { " " }and { $n_more } other
   *[other] { " " }and { $n_more } others
 }
page-contact = Contact
page-how-to-cite = How to cite
page-disclaimer = Disclaimer
page-citation = { $publisher ->
    [missing] { "" }
   *[other] { $publisher }:{ " " }
 }{ $title }, { $area }.{ $date ->
    [missing] { "" }
   *[other] { " " }Edition of { $date }.
 }
page-table-number = Table { $number }
page-figure-number = Figure { $number }
page-in-annex = In the annex:
page-annex-tables = Further tables and figures
page-abbreviations = Abbreviations
page-parameters = Parameters
page-run-parameters = Parameters of this run
page-figure = Figure without a description
page-swipe = Swipe the figure sideways to see all of it.
page-table = Table
page-not-shown = Not shown here: an output of the kind { $kinds }.

# What changed since an earlier edition
page-what-changed = What changed
page-since = { $n_changes ->
    [0] No finding has changed
    [one] { $n_changes } finding has changed
   *[other] { $n_changes } findings have changed
 } since the edition before{ $day ->
    [missing] { "" }
   *[other] , made on { $day }
 }.{ $n_more ->
    [0] { "" }
    [one] { " " }{ $n_more } more is listed by the command compare.
   *[other] { " " }{ $n_more } more are listed by the command compare.
 }
page-before = Before:
page-change-cause = { $n_causes ->
    [0] The cause is not known.
    [one] Cause: { $causes }.
   *[other] Cause: one or more of { $causes }.
 }

# How much it is based on
page-data = { page-rows }{ $first_year ->
    [missing] { "" }
   *[other] , { $first_year }{ $last_year ->
        [missing] { "" }
       *[other] { " " }to { $last_year }
     }
 }
page-rows = { $n_rows ->
    [missing] fewer than { $fewest } { $noun ->
        [measurement] measurements
        [survey-row] survey answers
        [outcome-row] rows of health outcomes
        [report] reports
        [biomonitoring-result] results of human biomonitoring
       *[other] rows of data
     }
    [one] { $n_rows } { $noun ->
        [measurement] measurement
        [survey-row] survey answer
        [outcome-row] row of health outcomes
        [report] report
        [biomonitoring-result] result of human biomonitoring
       *[other] row of data
     }
   *[other] { $n_rows } { $noun ->
        [measurement] measurements
        [survey-row] survey answers
        [outcome-row] rows of health outcomes
        [report] reports
        [biomonitoring-result] results of human biomonitoring
       *[other] rows of data
     }
 }
page-findings = { $n_findings ->
    [one] { $n_findings } finding
   *[other] { $n_findings } findings
 }
page-excluded = { $n_reasons ->
    [0] no data excluded
    [one] data excluded for { $n_reasons } reason
   *[other] data excluded for { $n_reasons } reasons
 }

# A failure
page-failure = Why this report was not made
page-problem = This report was not made: { $problem }.
page-how-far = The notebook is shown below as far as it ran. It holds no result that can be used.
page-error = Error
page-step-failed = This step failed: { $error }
page-traceback = Traceback

# Where a page comes from
page-provenance = Where this page comes from
page-report = Report
page-area = Area
page-status = Status
page-fingerprint = Data fingerprint
page-data-used = Data used
page-template = Template
page-none = none
page-commit = { $commit ->
    [missing] not under version control
   *[other] commit { $commit }{ $is_changed ->
        [yes] , with changes that are not committed
       *[no] { "" }
     }
 }
page-sources = Sources
page-sources-caption = Files that the data come from
page-file = File
page-owner = Owner
page-licence = Licence
page-mapping = Mapping
page-n-read = Values read
page-n-used = Used
page-n-quarantined = Quarantined
page-n-corrected = Cells corrected
page-sha = { -sha }
page-count = { $n_rows ->
    [missing] fewer than { $fewest }
   *[other] { $n_rows }
 }
page-confidential = For files with counts of people, numbers of rows are rounded to the nearest ten and no hash is published, because small counts could be worked out from it. The data fingerprint does not cover their tables.
page-no-sources = No source is recorded.
page-parameters-caption = Parameters of this report and where each value comes from
page-parameter = Parameter
page-value = Value
page-origin = Origin
page-empty = (empty)
origin-default = default
origin-command-line = command line
page-no-parameters = No parameters are recorded.
page-versions = Versions
page-no-versions = No versions are recorded.
page-files = The numbers as files
page-files-where = The tables and findings of this page are in the same folder:
page-started = Started
page-duration = Duration
page-peak-memory = Peak memory
page-seconds = { $duration_s } s
page-mebibytes = { $peak_memory_mb } MiB
