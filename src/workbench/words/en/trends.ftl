# Headings
section-monitored = What was monitored
section-comparability = Can the data be compared
section-measured = How it was measured
section-levels = Where are we now
section-changing = Is it changing
section-same_sites = Too short for a trend: the same sites at two visits

# Names of series
family-label = { $country ->
    [missing] { "" }
   *[other] { $country }{ ": " }
 }{ $substance } in { $matrix }, { $layer }
way = { $fraction }{ $extractant ->
    [missing] { "" }
   *[other] , { $extractant }
 }{ $method ->
    [missing] { "" }
    [unknown] { "" }
   *[other] , { $method }
 }{ $basis ->
    [dry] { "" }
   *[other] , { $basis }
 }
series-label = { family-label } ({ $way }){ $site ->
    [missing] { "" }
   *[other] , at { $site }
 }
not-stated = not stated
depth = { $top_cm }-{ $bottom_cm } cm

# Why no more can be said of a series
enough-visits = { visits }
few-visits = { visits }; a trend needs { $needed }
few-detects = { visits }, of which { $n_detects } above the highest limit; a trend needs { $needed }
visits = { $n_visits ->
    [one] { $n_visits } visit
   *[other] { $n_visits } visits
 }
undecided = the detection limit of { $n_undecided } of { $n_measurements } samples is above the threshold
rung-none = nothing
rung-level = a level
rung-trend = a trend

# Why samples are in no series
sampled-early = sampled before { $first_year } (parameter first_year)
not-asked = not among the parameter substances
no-contaminant = { $group }, not a contaminant; name it in the parameter substances to judge it
soil-property = { $group }, not a contaminant (only to choose thresholds); name it in the parameter substances to judge it
other-unit = not given in mg/kg
far-limit = detection limit more than { $times } times the highest value of its series: part of levels and thresholds, not of trend and change

refused = { $error }

# What may look like a trend
no-site-twice = no site was sampled twice
not-testable = the sites differ between visits, and no trend can be tested to check within sites
sites-differ = the sites differ between visits, and within sites the direction is not seen
laboratory-changed = the laboratory changed
source-type-changed = the kind of site changed
depth-changed = the sampling depth changed

# Whether visits can be compared
one-visit = one visit, nothing to compare it with
not-comparable = not comparable: { $why }
hidden-by-limit = hidden by the limit: cannot be compared
comparable = comparable{ $rules ->
    [missing] { "" }
   *[other] { " " }after { $rules }
 }{ $proviso ->
    [missing] { "" }
   *[other] , { $proviso }
 }
proviso-with-caution = with caution
proviso-as-far-as-stated = as far as is stated
side-by-side = measured in { $n_series } ways side by side, not joined
break-in = { $n_years ->
    [one] break in { $years }
   *[other] breaks in { $years }
 }
in-year = { $year }
recensored = recensoring at the highest limit
converted = conversion of units
checked-within-sites = a check within sites
rule-because = { $rule }
rule-recensored = some visits are known only to be below a limit, so all are compared at that limit
rule-converted = units differ between measurements; they were brought to mg/kg
rule-checked-within-sites = the sites differ between visits; within sites the same direction is seen
limit-fell-reason = the detection limit fell
suggested-at-most = a trend is suggested at most
unstated = { $parts } not stated for all measurements, so that a change would not be seen
circumstance = { $name }
circumstance-laboratory = laboratory
circumstance-method = method
circumstance-fraction = fraction
circumstance-extractant = extractant
circumstance-basis = basis
circumstance-depth = depth
nothing-left = after that no trend can be tested ({ $why })
took-over = { $changes } in { $from_year }{ $overlap_until ->
    [missing] { "" }
   *[other] , both until { $overlap_until }
 }
change-of = { $name } from { $before } to { $after }
measured-not-stated = not stated
measured-aqua_regia = aqua regia
measured-total = total content
measured-extractable = extractable
measured-dry = dry
measured-wet = wet
within-a-series = within a series also: { $what }
unknown-twice = nothing that is stated differs: "unknown" and blank are both not stated

# Thresholds
no-threshold = { $because }
other-basis = given per wet mass, or the basis is unknown; thresholds are per dry mass
not-in-reference-set = no threshold in the reference set
law-fraction = { $fraction }{ $is_stated ->
    [yes] { "" }
   *[no] { " " }(assumed)
 }
threshold-reason-no_threshold = no threshold on file
threshold-reason-other_matrix = thresholds on file are for soil only
threshold-reason-other_value_type = thresholds on file are of a kind that was not asked for
threshold-reason-not_comparable = thresholds on file have a unit or a standard soil that cannot be compared
threshold-reason-superseded = thresholds on file are no longer in force
threshold-reason-unverified = thresholds on file are not verified
threshold-reason-other_fraction = thresholds on file are for another fraction
threshold-reason-other_land_use = thresholds on file are for another land use
threshold-reason-mixed_land_use = the land use is not stated, or several are pooled
threshold-reason-other_depth = thresholds on file are for another depth
threshold-reason-other_soil = thresholds on file are for a soil of another pH or texture
threshold-reason-needs_soil = thresholds on file depend on pH, texture or depth, which are not stated
threshold-reason-several_values = several thresholds on file fit, with different values

# Key messages
monitored = { $area_name }: { $n_measurements ->
    [one] { $n_measurements } measurement
   *[other] { $n_measurements } measurements
 } at { $n_sites ->
    [one] { $n_sites } site
   *[other] { $n_sites } sites
 }, { $first_year } to { $last_year }. Of { $n_series } series, { $n_trends } could be tested for a trend; clear trends: { $n_clear }.
no-measurement = { $area_name }: the store holds no measurement. Nothing can be said about the soil, neither that it is clean nor that it is polluted. Send measurements with site, date, depth, substance, value, unit and detection limit.
caveat-why = A trend says how concentrations moved, not why.
caveat-sites = Where the same sites are not visited each time, a change may come from the choice of sites.
caveat-independent = Visits are taken to be independent of each other; where they are not, p is too small.
caveat-laboratory = A laboratory that measures higher or lower in one campaign looks the same as a change.

# Can the data be compared
families = Of { $n_families ->
    [one] { $n_families } substance
   *[other] { $n_families } substances
 } (each in one matrix and layer), { $n_comparable } can be compared over time as measured{ $n_as_far_as_stated ->
    [0] { "" }
   *[other] , { $n_as_far_as_stated } as far as is stated
 }{ $n_after_rule ->
    [0] { "" }
   *[other] , { $n_after_rule } after a rule
 }{ $n_with_caution ->
    [0] { "" }
   *[other] , { $n_with_caution } with caution
 }{ $n_hidden ->
    [0] { "" }
   *[other] ; { $n_hidden } cannot, because the detection limit hides the change
 }{ $n_not_comparable ->
    [0] { "" }
   *[other] ; { $n_not_comparable } cannot, because no site was sampled twice
 }{ $n_breaks ->
    [0] { "" }
   *[other] ; { $n_breaks } cannot across a break
 }{ $n_not_joined ->
    [0] { "" }
   *[other] ; { $n_not_joined } cannot across several methods used side by side
 }{ $n_one_visit ->
    [0] { "" }
   *[other] ; { $n_one_visit } cannot, with one sampling round
 }.
comparability = { $label }: { $verdict }{ $compared_at_mg_kg ->
    [missing] { "" }
   *[other] ; visits are compared at { $compared_at_mg_kg } mg/kg
 }.{ $reasons ->
    [missing] { "" }
   *[other] { " " }Why: { $reasons }.
 }{ $n_series ->
    [one] { "" }
   *[other] { " " }The data are in { $n_series } series, which are not joined: a step from one to the next may come from the laboratory.
 }
limit-fell = { $label }: the detection limit fell from { $first_limit_mg_kg } to { $last_limit_mg_kg } mg/kg. A better laboratory is not cleaner soil: a change is judged at the highest limit only.

# Where are we now
reference-set = Thresholds are those of { $reference_set_name }, asked for by the parameter reference_set, in place of the own law of each country. Here they serve as a measure only.
level-share = { level-where }: { $n_above } of { level-samples } ({ $share_above }, { $confidence } interval { $share_above_lower } to { $share_above_upper }) above the { level-threshold }.
level-at-least = { level-where }: at least { $n_above } of { level-samples } above the { level-threshold }; { $n_undecided } more cannot be judged ({ $why_not_compared }).
level-open = { level-where }: whether the { level-threshold } is kept cannot be judged ({ $why_not_compared }).
level-where = { $label }, { $visit }, land use { $land_use }
level-samples = { $n_measurements ->
    [one] { $n_measurements } sample
   *[other] { $n_measurements } samples
 }
level-threshold = threshold of { $threshold_mg_kg } mg/kg ({ $value_type }; { $instrument }{ $reference_law ->
    [missing] { "" }
   *[other] ; { $whose_law }: law of { $reference_law }
 })
not-compared = Series without a threshold { $reference_set_name ->
    [missing] on file
   *[other] in the reference set of { $reference_set_name }
 } that applies: { $n_not_compared } of { $n_series }; samples of the last visits without one: { $n_without_threshold } of { $n_at_last_visits }. The table gives the reason of each. This does not mean that the soil is clean.
whose-law-own = own
whose-law-reference-set = reference set

# Is it changing
trend-sized = { trend-direction }, { $slope_mg_kg_year } mg/kg a year ({ $confidence } interval { $slope_lower_mg_kg_year } to { $slope_upper_mg_kg_year }). { trend-basis }{ trend-caution }
trend-range = { trend-direction }, { $slope_low_mg_kg_year } to { $slope_high_mg_kg_year } mg/kg a year whatever the non-detects were ({ $confidence } interval { $slope_lower_mg_kg_year } to { $slope_upper_mg_kg_year }). { trend-basis }{ trend-caution }
trend-unsized = { trend-direction }; its non-detects leave the size open. { trend-basis }{ trend-caution }
trend-open = { $label }: cannot tell whether it rises or falls; the data fit anything from { $slope_lower_mg_kg_year } to { $slope_upper_mg_kg_year } mg/kg a year. { trend-basis }
trend-too-short = { $label }: { $verdict }{ $grade ->
    [cannot-tell] { "" }
   *[other] { $slope_mg_kg_year ->
        [missing] { "" }
       *[other] , { $slope_mg_kg_year } mg/kg a year (too few visits for an interval)
     }
 }. { trend-basis }
trend-direction = { $label }: { $verdict }
trend-basis = { visits }, { $first_year } to { $last_year }; q { $q } over { $n_tests ->
    [one] { $n_tests } test
   *[other] { $n_tests } tests
 }.
trend-caution = { $caution ->
    [missing] { "" }
   *[other] { " " }Caution: { $caution }.
 }
trend-verdict-rising = rising
trend-verdict-falling = falling
trend-verdict-none = neither rising nor falling
trend-verdict-perhaps-rising = perhaps rising
trend-verdict-perhaps-falling = perhaps falling
trend-verdict-cannot-tell = cannot tell
change = { $label }: no trend can be tested ({ $why_no_trend }). Between { $first_visit } and { $last_visit }, { $n_pairs ->
    [one] { $n_pairs } site
   *[other] { $n_pairs } sites
 } sampled both times: { $n_up } higher, { $n_down } lower, { $n_undecided } undecided (sign test, q { $q }){ $median_difference_mg_kg ->
    [missing] { "" }
   *[other] , median change { $median_difference_mg_kg } mg/kg
 }.{ $caution ->
    [missing] { "" }
   *[other] { " " }Caution: { $caution }, which may look like a change of the soil.
 }
change-no-pairs = { $label }: no trend can be tested ({ $why_no_trend }). Between { $first_visit } and { $last_visit }, no site was sampled both times, so no change can be judged either.
not-judged = { $label }: no trend can be judged ({ $rung_reason }).

# What was left out
below-stated-limit = Numbers at or below the detection limit that stands beside them: { $n_below_stated_limit } of { $n_measurements ->
    [one] { $n_measurements } measurement
   *[other] { $n_measurements } measurements
 }. They are read as non-detects.

# Figures
axis-year = year
axis-median = median [mg/kg]
axis-limit = limit [mg/kg]
axis-limit-logarithmic = limit [mg/kg], steps of ten
axis-change-per-year = change per year [% of the median of the visits]
figure-coverage = Visits of each series{ figure-shown }. A triangle marks a visit with at least one measurement below its detection limit.
figure-shown = { $n_hidden ->
    [missing] { "" }
   *[other] { " " }({ $n_shown } of { $n_rows } shown; all are in { $file })
 }
figure-coverage-row = { $label }: { visits }, { $first_year } to { $last_year }.
figure-coverage-none = Not drawn: there is no series.
figure-coverage-detects = all measured
figure-coverage-non-detects = some below the limit
figure-limits = Highest detection limit at each visit{ figure-shown }, in mg/kg. A limit that falls shows a better laboratory, not cleaner soil.{ $most_lines ->
    [missing] { "" }
   *[other] { " " }Of more than { $most_lines } laboratories, those with the most limits.
 }
figure-limits-row = { $highest_limit_mg_kg } mg/kg from { $visit }
figure-limits-none = Not drawn: no detection limit is known.
figure-slopes = Yearly change (Sen's slope) with its interval{ figure-shown }. Filled circle: clear; diamond: suggested; empty square: cannot tell; thick bar in place of a mark: what non-detects leave open.
figure-slopes-row = { $label }: { $verdict }, interval { $change_per_year_lower } to { $change_per_year_upper } a year.
figure-slopes-none = Not drawn: no series has an interval for its yearly change.
figure-series = Median of each visit{ figure-shown }. Circle: measured; empty triangle: the median is somewhere below this value. Line: Sen's slope, where it is known. Dashed: each threshold that applies to a land use{ $reference_law ->
    [missing] { "" }
   *[other] { " " }(reference set: law of { $reference_law })
 }.
figure-series-row = { $label }: median { $first_is_bound ->
    [yes] below { $first_median_mg_kg }
   *[no] { $first_median_mg_kg }
 } mg/kg in { $first_year }, { $last_is_bound ->
    [yes] below { $last_median_mg_kg }
   *[no] { $last_median_mg_kg }
 } mg/kg in { $last_year }{ $n_below ->
    [missing] { "" }
   *[other] , { $n_below } of { $n_visits } visits below the limit
 }{ $thresholds ->
    [missing] { "" }
   *[other] ; threshold { $thresholds }
 }.
figure-series-none = Not drawn: no series has two visits.
threshold = { $value_mg_kg } mg/kg
