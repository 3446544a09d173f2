# Headings
section-monitored = What was monitored
section-comparability = Can the data be compared over time?
section-measured = How it was measured
section-levels = How high are concentrations now?
section-changing = Are concentrations rising or falling?
section-same_sites = Change at the same sites between two sampling rounds

# Names of series
substance-name = { $substance }
series-of = { $n_series } series
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
few-detects = { visits }, { $n_detects } of them above the highest detection limit; a trend needs { $needed }
visits = { $n_visits ->
    [one] { $n_visits } sampling round
   *[other] { $n_visits } sampling rounds
 }
undecided = the detection limit of { $n_undecided } of { $n_measurements } samples is above the threshold
sufficient-for-none = neither a level nor a trend
sufficient-for-level = a level
sufficient-for-trend = a trend

# Why samples are in no series
sampled-early = sampled before { $first_year } (parameter first_year)
not-asked = not among the substances chosen for this report (parameter substances)
no-contaminant = { $group }, not a contaminant; to assess it, name it in the parameter substances
soil-property = { $group }, not a contaminant, used only to select thresholds; to assess it, name it in the parameter substances
other-unit = not given in mg/kg
far-limit = detection limit more than { $times } times the highest value of its series: used for levels and thresholds, not for trend and change

refused = { $error }

# What may look like a trend
no-site-twice = no site was sampled twice
not-testable = different sites were sampled in different rounds, and there are too few rounds to compare within sites
sites-differ = different sites were sampled in different rounds, and the direction is not seen within sites
laboratory-changed = the laboratory changed
source-type-changed = the kind of site changed
depth-changed = the sampling depth changed

# Whether visits can be compared
one-visit = only one sampling round
not-comparable = not comparable: { $why }
hidden-by-limit = not comparable: too many non-detects
comparable = comparable{ $rules ->
    [missing] { "" }
   *[other] { " " }after { $rules }
 }{ $proviso ->
    [missing] { "" }
   *[other] , { $proviso }
 }
proviso-with-caution = with caution
proviso-as-far-as-stated = as far as documented
side-by-side = measured by { $n_series } methods in parallel, not joined
break-in = { $n_years ->
    [one] break in { $years }
   *[other] breaks in { $years }
 }
in-year = { $year }
recensored = recensoring at the highest limit
converted = conversion of units
checked-within-sites = a check within sites
rule-because = { $rule }
rule-recensored = some rounds are known only to be below a limit, so all rounds are compared at that limit
rule-converted = units differ between measurements and were converted to mg/kg
rule-checked-within-sites = different sites were sampled in different rounds; the same direction is seen within sites
limit-fell-reason = the detection limit fell
suggested-at-most = the evidence of a trend is weak at most
unstated = { $parts } not documented for all measurements, so a change would go unnoticed
circumstance = { $name }
circumstance-laboratory = laboratory
circumstance-method = method
circumstance-fraction = fraction
circumstance-extractant = extractant
circumstance-basis = basis
circumstance-depth = depth
nothing-left = no trend can be tested after this ({ $why })
took-over = { $changes } in { $from_year }{ $overlap_until ->
    [missing] { "" }
   *[other] , in parallel until { $overlap_until }
 }
change-of = { $name } changed from { $before } to { $after }
measured-not-stated = not stated
measured-aqua_regia = aqua regia
measured-total = total content
measured-extractable = extractable
measured-dry = dry
measured-wet = wet
within-a-series = within a series also { $what }
unknown-twice = no documented difference: "unknown" and blank both mean not stated

# Thresholds
no-threshold = { $because }
other-basis = given per wet mass, or the basis is unknown; thresholds are per dry mass
not-in-reference-set = no threshold in the reference set
law-fraction = { $fraction }{ $is_stated ->
    [yes] { "" }
   *[no] { " " }(assumed)
 }
threshold-reason-no_threshold = no threshold is recorded
threshold-reason-other_matrix = the recorded thresholds are for soil only
threshold-reason-other_value_type = the recorded thresholds are of a kind that was not asked for
threshold-reason-not_comparable = the recorded thresholds have a unit or a standard soil that cannot be compared
threshold-reason-superseded = the recorded thresholds are no longer in force
threshold-reason-unverified = the recorded thresholds have not been checked against their source
threshold-reason-other_fraction = the recorded thresholds are for another fraction
threshold-reason-other_land_use = the recorded thresholds are for another land use
threshold-reason-mixed_land_use = the land use is not stated, or several are pooled
threshold-reason-other_depth = the recorded thresholds are for another depth
threshold-reason-other_soil = the recorded thresholds are for a soil of another pH or texture
threshold-reason-needs_soil = the recorded thresholds depend on pH, texture or depth, which are not stated
threshold-reason-several_values = several recorded thresholds apply, with different values

# Key messages
monitored = { $area_name }:{ $rising ->
    [missing] { "" }
   *[other] { " " }Strong evidence of an increase in { $rising }.
 }{ $falling ->
    [missing] { "" }
   *[other] { " " }Strong evidence of a decrease in { $falling }.
 }{ $suggested ->
    [missing] { "" }
   *[other] { " " }Weak evidence of a change in { $suggested }.
 }{ $unclear ->
    [missing] { "" }
   *[other] { " " }No clear trend in { $unclear }.
 }{ $n_trends ->
    [0] { " " }No trend can be tested yet: no series of measurements has enough sampling rounds.
   *[other] { " " }A trend could be tested in { $n_trends } of { $n_series } series of measurements.
 } The data are { $n_measurements ->
    [one] { $n_measurements } measurement
   *[other] { $n_measurements } measurements
 } at { $n_sites ->
    [one] { $n_sites } site
   *[other] { $n_sites } sites
 }, { $first_year } to { $last_year }.
no-measurement = No measurements are available for { $area_name }, so we cannot tell whether its soils are polluted. Please provide measurements with site, date, depth, substance, value, unit and detection limit.
caveat-why = A trend shows how concentrations changed, not why.
caveat-sites = Where different sites are sampled in different rounds, a change may come from the choice of sites.
caveat-independent = Sampling rounds are treated as independent; if they are autocorrelated, p is too small.
caveat-laboratory = A systematic error of the laboratory in one campaign cannot be distinguished from a change of the soil.

# Can the data be compared
families = Of { $n_families ->
    [one] { $n_families } substance
   *[other] { $n_families } substances
 } (each in one matrix and layer), { $n_comparable ->
    [0] none can be compared over time exactly as measured.
   *[other] { $n_comparable } can be compared over time as measured.
 }{ $n_as_far_as_stated ->
    [0] { "" }
   *[other] { " " }As far as the methods are documented, { $n_as_far_as_stated } can be compared.
 }{ $n_after_rule ->
    [0] { "" }
   *[other] { " " }After a harmonisation step, { $n_after_rule } can be compared.
 }{ $n_with_caution ->
    [0] { "" }
   *[other] { " " }With caution, { $n_with_caution } can be compared.
 }{ $n_breaks ->
    [0] { "" }
   *[other] { " " }A change of method breaks the record of { $n_breaks }.
 }{ $n_not_joined ->
    [0] { "" }
   *[other] { " " }Methods used in parallel cannot be joined for { $n_not_joined }.
 }{ $n_hidden ->
    [0] { "" }
   *[other] { " " }Too many non-detects prevent a comparison for { $n_hidden }.
 }{ $n_not_comparable ->
    [0] { "" }
   *[other] { " " }Because no site was sampled twice, { $n_not_comparable } cannot be compared.
 }{ $n_one_visit ->
    [0] { "" }
   *[other] { " " }Only one sampling round is available for { $n_one_visit }.
 }
comparability = { $label }: { $verdict }{ $reasons ->
    [missing] { "" }
   *[other] { " " }({ $reasons })
 }.{ $compared_at_mg_kg ->
    [missing] { "" }
   *[other] { " " }Sampling rounds are compared at { $compared_at_mg_kg } mg/kg.
 }{ $n_series ->
    [one] { "" }
   *[other] { " " }The data are in { $n_series } series, which are not joined because a step from one to the next may come from the laboratory.
 }
limit-fell = { $label }: the detection limit fell from { $first_limit_mg_kg } to { $last_limit_mg_kg } mg/kg. A lower limit does not mean cleaner soil, so changes are assessed at the highest limit only.

# Where are we now
reference-set = Measurements are compared with the thresholds of { $reference_set_name } (parameter reference_set), not with the law of each country. They serve as a benchmark only.
level-share = { level-where }: { $n_above } of { level-samples } ({ $share_above }; { $confidence } confidence interval { $share_above_lower } to { $share_above_upper }) exceed the { level-threshold }.
level-at-least = { level-where }: at least { $n_above } of { level-samples } exceed the { level-threshold }. { $n_undecided } more cannot be judged: { $why_not_compared }.
level-open = { level-where }: whether the { level-threshold } is exceeded cannot be judged: { $why_not_compared }.
level-where = { $label }, { $visit }, land use { $land_use }
level-samples = { $n_measurements ->
    [one] { $n_measurements } sample
   *[other] { $n_measurements } samples
 }
level-threshold = { $value_type } of { $threshold_mg_kg } mg/kg set by { $instrument }{ $reference_law ->
    [missing] { "" }
   *[other] , law of { $reference_law } ({ $whose_law })
 }
not-compared = { $n_not_compared } of { $n_series } series could not be assessed against a threshold, because no applicable value is { $reference_set_name ->
    [missing] recorded
   *[other] in the reference set of { $reference_set_name }
 } ({ $n_without_threshold } of { $n_at_last_visits } samples of the last rounds). This does not mean that their levels are safe.
whose-law-own = own
whose-law-reference-set = reference set

# Is it changing
trend-sized = { $label }: { trend-evidence }, { trend-percent }{ $slope_mg_kg_year } mg/kg a year ({ $confidence } confidence interval { $slope_lower_mg_kg_year } to { $slope_upper_mg_kg_year }). { trend-basis }{ trend-caution }
trend-percent = { $change_per_year ->
    [missing] { "" }
   *[other] { $change_per_year } a year, or{ " " }
 }
trend-range = { $label }: { trend-evidence }, between { $slope_low_mg_kg_year } and { $slope_high_mg_kg_year } mg/kg a year whatever the non-detects were ({ $confidence } confidence interval { $slope_lower_mg_kg_year } to { $slope_upper_mg_kg_year }). { trend-basis }{ trend-caution }
trend-unsized = { $label }: { trend-evidence }; its size cannot be estimated because of non-detects. { trend-basis }{ trend-caution }
trend-open = { $label }: no clear trend; the data are compatible with anything from { $slope_lower_mg_kg_year } to { $slope_upper_mg_kg_year } mg/kg a year. { trend-basis }
trend-too-short = { $label }: { trend-evidence }{ $grade ->
    [cannot-tell] { "" }
   *[other] { $slope_mg_kg_year ->
        [missing] { "" }
       *[other] , { trend-percent }{ $slope_mg_kg_year } mg/kg a year (too few sampling rounds for an interval)
     }
 }. { trend-basis }
trend-evidence = { $verdict ->
    [rising] strong evidence of an increase
    [falling] strong evidence of a decrease
    [perhaps-rising] weak evidence of an increase
    [perhaps-falling] weak evidence of a decrease
   *[cannot-tell] no clear trend
 }
trend-basis = Based on { visits }, { $first_year } to { $last_year } (q { $q }, corrected for { $n_tests ->
    [one] { $n_tests } test
   *[other] { $n_tests } tests
 }).
trend-caution = { $caution ->
    [missing] { "" }
   *[other] { " " }Caution: { $caution }.
 }
trend-verdict-rising = strong evidence of an increase
trend-verdict-falling = strong evidence of a decrease
trend-verdict-none = no change
trend-verdict-perhaps-rising = weak evidence of an increase
trend-verdict-perhaps-falling = weak evidence of a decrease
trend-verdict-cannot-tell = no clear trend
change = { $label }: of { $n_pairs ->
    [one] { $n_pairs } site
   *[other] { $n_pairs } sites
 } sampled in both { $first_visit } and { $last_visit }, { $n_up } increased, { $n_down } decreased and { $n_undecided } could not be judged (sign test, q { $q }){ $median_difference_mg_kg ->
    [missing] { "" }
   *[other] ; the median change was { $median_difference_mg_kg } mg/kg
 }. No trend can be tested: { $why_no_trend }.{ $caution ->
    [missing] { "" }
   *[other] { " " }Caution: { $caution }, which may look like a change of the soil.
 }
change-no-pairs = { $label }: a change cannot be assessed, because no site was sampled in both { $first_visit } and { $last_visit }. No trend can be tested either: { $why_no_trend }.
not-judged = { $label }: not enough data to assess a trend ({ $sufficiency_reason }).

# What was excluded
below-stated-limit = { $n_below_stated_limit } of { $n_measurements ->
    [one] { $n_measurements } measurement is
   *[other] { $n_measurements } measurements are
 } given as a number at or below the stated detection limit and treated as a non-detect.

# Figures
axis-year = year
axis-median = median [mg/kg]
axis-limit = detection limit [mg/kg]
axis-limit-logarithmic = detection limit [mg/kg], logarithmic scale
axis-change-per-year = change a year [% of the median]
figure-coverage = Sampling rounds of each series{ figure-shown }. A triangle marks a round with at least one non-detect.
figure-shown = { $n_hidden ->
    [missing] { "" }
   *[other] { " " }({ $n_shown } of { $n_rows } shown; all are in { $file })
 }
figure-coverage-row = { $label }: { visits }, { $first_year } to { $last_year }.
figure-coverage-none = There is no figure because there are no series.
figure-coverage-detects = all detected
figure-coverage-non-detects = with non-detects
figure-map = Sites by whether any measurement was above the threshold that applies to it{ $reference_law ->
    [missing] { "" }
   *[other] { " " }(reference set: law of { $reference_law })
 }, at the last sampling round of each series.{ $n_without ->
    [missing] { "" }
    [one] { " " }{ $n_without } site has no coordinates and is not shown.
   *[other] { " " }{ $n_without } sites have no coordinates and are not shown.
 }{ map-notes }
figure-map-legend = Sites at the last sampling round
figure-map-none = There is no map because no site has coordinates.
site-level-above = above a threshold
site-level-undecided = cannot be assessed: the detection limit is above the threshold
site-level-not-above = not above any threshold that applies
site-level-no-threshold = no threshold applies
site-level-not-sampled = not sampled in the last round
figure-limits = Highest detection limit in each sampling round{ figure-shown }, in mg/kg. A falling limit shows a better laboratory, not cleaner soil.{ $most_lines ->
    [missing] { "" }
   *[other] { " " }The { $most_lines } laboratories with the most limits are shown.
 }
figure-limits-row = { $highest_limit_mg_kg } mg/kg from { $visit }
figure-limits-none = There is no figure because no detection limit is recorded.
figure-slopes = Change a year (Sen's slope) with its confidence interval{ figure-shown }. A filled circle marks strong evidence, a diamond weak evidence and an empty square no clear trend; a thick bar is the range left open by non-detects.
figure-slopes-row = { $label }: { $verdict }, interval { $change_per_year_lower } to { $change_per_year_upper } a year.
figure-slopes-none = There is no figure because no series has an interval for its change a year.
figure-series = Median of each sampling round{ figure-shown }. A circle is a measured median, an empty triangle a median that is only known to lie below this value. The line is Sen's slope, where it can be estimated; dashed lines are the thresholds of each land use{ $reference_law ->
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
   *[other] , { $n_below } of { $n_visits } sampling rounds below the detection limit
 }{ $thresholds ->
    [missing] { "" }
   *[other] ; threshold { $thresholds }
 }.
figure-series-none = There is no figure because no series has two sampling rounds.
threshold = { $value_mg_kg } mg/kg
