# Words that all reports share. The word of a code is <list>-<code>.
-sha = SHA-256
nothing-found = No findings can be reported from these data.
flag-yes = yes
flag-no = no
named = { $name }
more = { $n_more ->
    [one] { $n_more } more finding is given in the sections below.
   *[other] { $n_more } more findings are given in the sections below.
 }
more-in-tables = { $n_more ->
    [one] { $n_more } more finding can be read in the tables.
   *[other] { $n_more } more findings can be read in the tables.
 }
more-rows = { $n_rows ->
    [one] { $n_rows } more row is in { $file }.
   *[other] { $n_rows } more rows are in { $file }.
 }
why-column = What
why-cell = Value
why-unit = Unit
why-place = Where it is recorded
why-law = Law and threshold
why-parameters = Parameters
why-parameter = Parameter
why-set = Where it was set
why-default = default
why-sources = Rows of the store

cases-in = { $cases } in { $people }

# Names of reports
report-country = Soil pollution at a glance
report-trends = Monitoring trends
report-gaps = Survey gaps
report-health = Soil and health by area (ecological study)
report-soil_health = Soil health and contamination

# What became of a report
status-ok = Complete
status-no_data = No data
status-failed = Failed
status-timeout = Time limit exceeded
status-killed = Terminated
status-unreadable = Unreadable

# Units
unit-mg-kg-year = mg/kg a year
unit-year = year

# Headings of sections that several reports have
section-summary = Key messages
section-data = Data and exposure
section-left_out = Excluded data, and why

# Tables
cell-no-value = no value

# Maps
map-entry = { $label } ({ $n })
map-told = { $label }: { $n }.
map-degrees = { $degrees }°{ $side ->
    [missing] { "" }
   *[other] { " " }{ $side }
 }
map-distance = { $km } km
map-boundaries = The borders on this map show where countries lie. They express no opinion on the legal status of any country, territory or area, or on where its borders run.
map-notes = { $is_enlarged ->
    [yes] { " " }The framed part is shown larger in an inset.
   *[no] { "" }
 }{ $n_insets ->
    [missing] { "" }
    [one] { " " }A part that lies far away is shown in an inset of its own scale.
   *[other] { " " }Parts that lie far away are shown in { $n_insets } insets, each of its own scale.
 }{ $n_parts ->
    [missing] { "" }
    [one] { " " }{ $n_parts } distant part without data is not shown.
   *[other] { " " }{ $n_parts } distant parts without data are not shown.
 }{ $n_outside ->
    [missing] { "" }
    [one] { " " }{ $n_outside } site is not shown because it lies too far away; check its coordinates.
   *[other] { " " }{ $n_outside } sites are not shown because they lie too far away; check their coordinates.
 }{ $has_outline ->
    [yes] { "" }
   *[no] { " " }No outline of the country is available, so only degrees of longitude and latitude are drawn.
 }{ $rounded_to_km ->
    [missing] { "" }
   *[other] { " " }Positions are rounded to at least { $rounded_to_km } km.
 }
compass-north = N
compass-south = S
compass-west = W
compass-east = E

# Matrix, fraction, basis
matrix-soil = soil
matrix-sediment = sediment
matrix-forest_floor = forest floor
matrix-dust = dust
fraction-aqua_regia = aqua regia
fraction-total = total content
fraction-extractable = extractable
fraction-unknown = digestion not stated
fraction-any = any
basis-dry = dry mass
basis-wet = wet mass
basis-unknown = basis not stated

# What was excluded
cells-of = { $n_cells ->
    [missing] fewer than { $fewest_told } cells of { $file }
    [one] { $n_cells } cell of { $file }
   *[other] { $is_rounded ->
        [yes] about { $n_cells } cells of { $file }
       *[no] { $n_cells } cells of { $file }
     }
 }
set-aside = set aside at intake; see the quarantine file
excluded-cells = cells
excluded-measurements = measurements
excluded-series = series
excluded-responses = responses
excluded-indicators = indicators
excluded-population = population
excluded-outcomes = outcomes
excluded-covariates = covariates
excluded-reference_rates = reference rates
excluded-biomonitoring = biomonitoring results
excluded-areas = areas
excluded-questions = questions

# Kinds of threshold
value-type-trigger-screening = screening value
value-type-action-intervention = intervention value
value-type-max-permissible = maximum permissible value
value-type-precautionary = precautionary value
value-type-background = background value
value-type-remediation-target = remediation target

# How firmly something is said
grade-strong = strong evidence
grade-above = above threshold
grade-weak = weak evidence
grade-missing = data missing
grade-no-change = no change
grade-no-evidence = no evidence of change
grade-insufficient = insufficient data
grade-shares = several countries
grade-undecided = cannot be assessed
grade-break = change of method
grade-not-comparable = not comparable
grade-hidden-by-the-limit = too many non-detects
grade-not-joined = not joined
grade-with-caution = comparable with caution
grade-after-a-rule = comparable after harmonisation
grade-as-far-as-is-stated = comparable as far as documented
grade-one-visit = one sampling round
grade-comparable = comparable

# How values below their limit were dealt with
summary-all-detected = no non-detects
summary-Kaplan-Meier = Kaplan-Meier
summary-robust-ROS = robust ROS
summary-detection-rate-only = detection rate only
land-use-not-stated = not stated

# Whether a value was compared with its source
verified-yes = yes
verified-no = no

yes-no-yes = yes
yes-no-no = no
grade-to-be-checked = to be verified
