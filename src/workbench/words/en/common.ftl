# Words that all reports share. The word of a code is <list>-<code>.
-sha = SHA-256
nothing-found = There is nothing to report.
flag-yes = yes
flag-no = no
named = { $name }
more = { $n_more ->
    [one] { $n_more } more finding is in the tables.
   *[other] { $n_more } more findings are in the tables.
 }
more-rows = { $n_rows ->
    [one] { $n_rows } more row is in { $file }.
   *[other] { $n_rows } more rows are in { $file }.
 }
why-column = What
why-cell = Value
why-unit = Unit
why-place = Where it is recorded

# Names of reports
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

# Matrix, fraction, basis
matrix-soil = soil
matrix-sediment = sediment
matrix-forest_floor = forest floor
matrix-dust = dust
fraction-aqua_regia = aqua regia
fraction-total = total content
fraction-extractable = extractable
fraction-unknown = digestion not stated
basis-dry = dry mass
basis-wet = wet mass
basis-unknown = basis not stated

# What was excluded
cells-of = { $n_cells ->
    [one] { $n_cells } cell of { $file }
   *[other] { $n_cells } cells of { $file }
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
excluded-areas = areas
excluded-questions = questions

# How firmly something is said
grade-clear = strong evidence
grade-above = above threshold
grade-suggested = weak evidence
grade-missing = data missing
grade-level = two rounds only
grade-cannot-tell = not clear
grade-break = break
grade-not-comparable = not comparable
grade-hidden-by-the-limit = hidden by the limit
grade-not-joined = not joined
grade-with-caution = with caution
grade-after-a-rule = after a rule
grade-as-far-as-is-stated = as far as is stated
grade-one-visit = one visit
grade-comparable = comparable

# How values below their limit were dealt with
summary-all-detected = all detected
summary-Kaplan-Meier = Kaplan-Meier
summary-robust-ROS = robust ROS
summary-detection-rate-only = detection rate only
land-use-not-stated = not stated
