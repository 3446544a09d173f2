# Headings
section-monitored = What was monitored
section-comparability = Can the data be compared over time?
section-measured = How it was measured
section-levels = How high are concentrations now?
section-changing = Are concentrations rising or falling?
section-same_sites = Series with too few sampling rounds for a trend

# Names of series
substance-name = { $substance }
substance-in = { $substance } ({ $matrix }, { $layer })
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
few-visits = { visits }; { $n_visits ->
    [0] a trend needs { $needed }
    [1] a change needs two, a trend { $needed }
   *[other] a trend needs { $needed }
 }
visits = { $n_visits ->
    [one] { $n_visits } sampling round
   *[other] { $n_visits } sampling rounds
 }
order-open = non-detects leave the order of all values open
few-detected = too few detected values connect the sampling rounds
undecided = the detection limit of { $n_undecided } of { $n_measurements } samples is above the threshold
sufficient-for-none = no comparison
sufficient-for-campaigns = a comparison of campaigns
sufficient-for-trend = a trend

# Why samples are in no series
sampled-early = sampled before { $first_year } (parameter first_year)
not-asked = not among the substances chosen for this report (parameter substances)
no-contaminant = { $group }, not a contaminant; to assess it, name it in the parameter substances
soil-property = { $group }, not a contaminant, used only to select thresholds; to assess it, name it in the parameter substances
other-unit = not given in mg/kg
refused = { $error }

# What may look like a trend
no-site-twice = no site was sampled twice
no-month-twice = no site was sampled in the same month of two rounds
break-at = { $is_unstated ->
    [yes] { $name } is not stated for all sampling rounds, and this changes in { $year }{ break-then }
   *[no] { $name } changed in { $year }{ break-then }
 }
break-then = { $leaves ->
    [no-trend] { "" }
    [stands] , but the trend is seen without this change too
    [absorbed] , as in every round, which the test allows for
    [allowed] , which is covered by what campaigns may differ by
    [beyond] , which could make part of the trend
    [explained] , which could make all of the trend
   *[coincides] , which cannot be distinguished from a trend
 }
break-of-laboratory = the laboratory
break-of-month = the sampling month
break-of-depth = the sampling depth
break-of-source-type = the kind of source
break-leaves-no-trend = there is no trend that it could make
break-leaves-stands = the trend is seen without it
break-leaves-absorbed = differs in every round
break-leaves-allowed = covered by what campaigns may differ by
break-leaves-beyond = could make part of the trend
break-leaves-explained = could make all of the trend
break-leaves-coincides = cannot be distinguished from a trend
strata-differ = sites of different { $column } change differently, so no trend is stated for all of them together
stratum-column-source_type = source types
stratum-column-land_use = land uses
assumed-campaigns = a lower bound, without sampling and season
campaign-source-given = given as the parameter campaign_sd
campaign-source-controls = from control samples that one laboratory measured in several campaigns
campaign-source-control-laboratories = from control samples that several laboratories measured
campaign-source-one-laboratory = assumed for one laboratory after Horwitz
campaign-source-laboratories = assumed for several or unnamed laboratories after Horwitz
correlated = sampling rounds follow each other (correlation { $rho }), which is allowed for
panel-moved = { $towards ->
    [other-months] later rounds sampled other months, so only the same months of a site are compared
   *[other] later rounds sampled { $towards } sites, so only changes within sites are counted
 }
panel-towards-cleaner = cleaner
panel-towards-dirtier = more contaminated
joined-by-date = { $n_measurements ->
    [one] { $n_measurements } sample without a campaign was
   *[other] { $n_measurements } samples without a campaign were
 } counted with the campaign of the sampling date

# Kinds of sites
source-type-stratum = { $source_type } sites
land-use-stratum = { $land_use } sites
ways-joined = { $n_ways } ways of measuring joined
kind-of-source-point = point-source
kind-of-source-diffuse = diffuse-source
kind-of-source-background = background
kind-of-source-unknown = unknown-source
kind-of-source-not-stated = unclassified

# Whether visits can be compared
one-visit = only one sampling round
not-comparable = not comparable: { $why }
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
converted = conversion of units
rule-because = { $rule }
rule-converted = units differ between measurements and were converted to mg/kg
limit-fell-reason = the detection limit fell, which non-detects as intervals allow for
suggested-at-most = the evidence of a trend is weak at most
unstated = { $parts } not documented for all measurements, so a change would go unnoticed
circumstance = { $name }
circumstance-laboratory = laboratory
circumstance-method = method
circumstance-fraction = fraction
circumstance-extractant = extractant
circumstance-basis = basis
circumstance-depth = depth
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
threshold-reason-other_value_type = the recorded thresholds are of another kind
threshold-reason-other_part = the recorded thresholds are for a part of the country only
threshold-reason-not_comparable = the recorded thresholds have a unit or a standard soil that cannot be compared
threshold-reason-superseded = the recorded thresholds are no longer in force
threshold-reason-unverified = the recorded thresholds have not been checked against their source
threshold-reason-other_fraction = the recorded thresholds are for another fraction, or the fraction measured is not stated
threshold-reason-other_land_use = the recorded thresholds are for another land use
threshold-reason-mixed_land_use = the land use is not stated, several are pooled, or the law divides it
threshold-reason-other_depth = the recorded thresholds are for another depth
threshold-reason-other_soil = the recorded thresholds are for a soil of another pH or texture
threshold-reason-needs_soil = the recorded thresholds depend on pH, texture, humus or depth, which are not stated
threshold-reason-several_values = several recorded thresholds apply, with different values

# Key messages
monitored = { $area_name }:{ $rising ->
    [missing] { "" }
   *[other] { " " }Strong evidence of an increase in { $rising }.
 }{ $falling ->
    [missing] { "" }
   *[other] { " " }Strong evidence of a decrease in { $falling }.
 }{ $maybe_rising ->
    [missing] { "" }
   *[other] { " " }Weak evidence of an increase in { $maybe_rising }.
 }{ $maybe_falling ->
    [missing] { "" }
   *[other] { " " }Weak evidence of a decrease in { $maybe_falling }.
 }{ $unchanged ->
    [missing] { "" }
   *[other] { " " }No change in { $unchanged }.
 }{ $differing ->
    [missing] { "" }
   *[other] { " " }Different kinds of sites change differently in { $differing }.
 }{ $mixed ->
    [missing] { "" }
   *[other] { " " }Series of { $mixed } that were measured in different ways disagree.
 }{ $unclear ->
    [missing] { "" }
   *[other] { " " }No evidence of a change in { $unclear }.
 }{ $n_trends ->
    [0] { " " }No change over time can be judged yet: no site was sampled in enough rounds.
   *[other] { " " }A change over time could be judged in { $n_trends } of { $n_series } series of measurements.
 } The data are { $n_measurements ->
    [one] { $n_measurements } measurement
   *[other] { $n_measurements } measurements
 } at { $n_sites ->
    [one] { $n_sites } site
   *[other] { $n_sites } sites
 }, { $last_year ->
    [missing] all of { $first_year }
   *[other] { $first_year } to { $last_year }
 }.
no-measurement = No measurements are available for { $area_name }, so we cannot tell whether its soils are polluted. Please provide measurements with site, date, depth, substance, value, unit and detection limit.
caveat-why = A trend shows how concentrations changed, not why.
caveat-sites = Trends are those of the sites that were sampled, each compared with itself; they hold for a country as far as its sites represent it.
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
 }.{ $n_series ->
    [one] { "" }
   *[other] { " " }The data are in { $n_series } series, which are not joined because a step from one to the next may come from the laboratory.{ $may_be_joined ->
        [yes] { " " }Those that differ only in extraction or method are also judged together, by a rule that is named with the trend.
       *[no] { "" }
     }
 }
limit-fell = { $label }: the detection limit fell from { $first_limit_mg_kg } to { $last_limit_mg_kg } mg/kg. A lower limit does not mean cleaner soil; non-detects are compared as intervals, so that it cannot look like a decrease.

# Where are we now
reference-set = Measurements are compared with the thresholds of { $reference_set_name } (parameter reference_set), not with the law of each country. They serve as a benchmark only.
level-share = { level-where }: { $n_above } of { level-samples } ({ $share_above }; { $confidence } confidence interval { $share_above_lower } to { $share_above_upper }) exceed { $threshold_mg_kg } mg/kg. This is the { level-threshold }.
level-at-least = { level-where }: at least { $n_above } of { level-samples } exceed { $threshold_mg_kg } mg/kg. This is the { level-threshold }. { $n_undecided } more cannot be judged: { $why_not_compared }.
level-open = { level-where }: we cannot tell whether { $threshold_mg_kg } mg/kg is exceeded, because { $why_not_compared }. This is the { level-threshold }.
level-where = { $label }, { $visit } (land use: { $land_use })
level-samples = { $n_measurements ->
    [one] { $n_measurements } sample
   *[other] { $n_measurements } samples
 }
level-threshold = { $value_type } set by { $instrument }{ $reference_law ->
    [missing] { "" }
   *[other] , law of { $reference_law } ({ $whose_law })
 }{ $own_source ->
    [missing] { "" }
   *[other] , a threshold of the country's own ({ $own_source })
 }
level-sites = { level-where }: of { $n_sites ->
    [one] { $n_sites } site
   *[other] { $n_sites } sites
 }, { $n_above } { $n_above ->
    [one] is
   *[other] are
 } above the threshold of { $threshold_mg_kg } mg/kg, { $n_below } below it and { $n_open } too near to it to tell ({ $has_scatter ->
    [yes] { $confidence } interval of each site's level
   *[no] one sampling round, so without the scatter between rounds
 }); the highest, { $nearest_site }, has { $nearest_mg_kg } mg/kg.
level-nearest = { level-where }, is nearest to exceeding its threshold: median { $median_mg_kg } of a limit of { $threshold_mg_kg } mg/kg, a margin of { $margin }.
site-standing-above = above
site-standing-open = cannot be told
site-standing-below = below
not-compared = { $n_not_compared } of { $n_series } series could not be assessed against a threshold, because no applicable value is { $reference_set_name ->
    [missing] recorded
   *[other] in the reference set of { $reference_set_name }
 } ({ $n_without_threshold } of { $n_at_last_visits } samples of the last rounds). This does not mean that their levels are safe.
whose-law-own = own
whose-law-reference-set = reference set

# Is it changing
trend-strong = { trend-where } is { $direction } by { $rate } a year ({ $confidence } confidence interval { $rate_lower } to { $rate_upper }), strong evidence; { trend-extent }.{ trend-caution }
trend-weak = { trend-where } may be { $direction } (weak evidence): { $change_per_year } a year ({ $confidence } confidence interval { $change_per_year_lower } to { $change_per_year_upper }); { trend-extent }.{ trend-caution }
trend-unsized = { trend-where } is { $direction }, { $grade }, but non-detects or few rounds leave open by how much; { trend-extent }.{ trend-caution }
trend-no-change = { trend-where } shows no change: { $change_per_year } a year ({ $confidence } confidence interval { $change_per_year_lower } to { $change_per_year_upper }), within the { $no_change_band } a year that counts as none; { trend-extent }.{ trend-caution }
trend-no-evidence = { trend-where } shows no evidence of a change: { $change_per_year } a year ({ $confidence } confidence interval { $change_per_year_lower } to { $change_per_year_upper }); { trend-extent }.{ trend-caution }
trend-open = { trend-where } shows no evidence of a change, and its size cannot be bounded; { trend-extent }.{ trend-caution }
trend-insufficient = { trend-where } cannot be judged: { $why_insufficient }; { trend-extent }. { $is_open ->
    [yes] Sampling the same sites again with a lower detection limit would allow it.
   *[no] Sampling the same sites again would allow it.
 }
trend-differing = { trend-which }: sites of different { $differs_in } change differently, so no trend is stated for all of them together; { trend-extent }.
trend-where = { $subject }{ $part ->
    [missing] { "" }
   *[other] , { $part },
 }
trend-which = { $subject }{ $part ->
    [missing] { "" }
   *[other] , { $part }
 }
trend-extent = { $n_sites ->
    [one] { $n_sites } site
   *[other] { $n_sites } sites
 }, { $n_rounds } sampling rounds, { $first_year } to { $last_year }
trend-campaigns = { trend-which }: campaigns may differ by { $campaign_sd } without a change of the soil (standard deviation, { $campaign_source }{ $campaign_pairs ->
    [missing] { "" }
   *[other] , { $campaign_pairs } pairs of results
 }{ $campaign_note ->
    [missing] { "" }
   *[other] ; { $campaign_note }
 }){ $campaign_least ->
    [missing] { "" }
   *[other] , so only a change above { $campaign_least } a year counts
 }.
joined-trend = { $label }: { $grade }{ $direction ->
    [none] { "" }
   *[other] { " " }({ $direction })
 }{ $change_per_year_lower ->
    [missing] , and the size of a change cannot be bounded
   *[other] { $change_per_year_upper ->
        [missing] , and the size of a change cannot be bounded
       *[other] , { $change_per_year } a year ({ $confidence } confidence interval { $change_per_year_lower } to { $change_per_year_upper })
     }
 }; { trend-extent }, { $n_methods } ways of measuring joined.{ trend-caution }
way-apart = { $fraction ->
    [missing] { $extractant ->
        [missing] { $method ->
            [missing] not stated
           *[other] { $method }
         }
       *[other] { $extractant }{ way-apart-method }
     }
   *[other] { $fraction }{ $extractant ->
        [missing] { "" }
       *[other] { " " }{ $extractant }
     }{ way-apart-method }
 }
way-apart-method = { $method ->
    [missing] { "" }
   *[other] { " " }{ $method }
 }
methods-joined = { $methods } ({ $rule }{ $shift ->
    [missing] { "" }
   *[other] : { $n_compared } measured by both differ by { $shift }, which is taken out and allowed for
 })
join-rule-overlap = the same sites and rounds
join-rule-controls = the same control samples
join-rule-no-step = no step beyond what laboratories differ by
join-rule-within = too little was measured by both, so that only values of one way are compared with each other
break-of-method = the way of measuring
laboratory-unbridged = { trend-which }: from { $laboratory_year } on, results are of another laboratory or of one that is not named, and fewer than { $fewest_controls } control samples were measured by both. Only a change above { $laboratory_least } a year can be distinguished from a difference between laboratories; archived or reference samples measured by both would show smaller ones.
laboratory-bridged = { $subject }: the results of laboratory { $laboratory } ({ $n_measurements ->
    [one] { $n_measurements } measurement
   *[other] { $n_measurements } measurements
 }, { $first_year } to { $last_year }) were brought to the scale of { $onto }: on { $n_controls } control samples that both measured they differ by { $shift } ({ $confidence } confidence interval { $shift_lower } to { $shift_upper }). The interval of the trend allows for that uncertainty; medians of rounds are shown as measured.
control-kind-reference_material = reference material
control-kind-archived = archived sample
control-kind-split = split sample
control-use-bridge = bridge between laboratories
control-use-campaigns = what campaigns may differ by
control-use-bridge-and-campaigns = bridge between laboratories, and what campaigns may differ by
control-use-none = not used: too few were measured alike, or no series needs them
trend-reach = { trend-which }: { $may_be_strong ->
    [no] this design cannot give strong evidence; weak evidence of a
   *[other] strong evidence of a
 } change of { $detectable_per_year } a year would be found with a power of { $power }.
trend-caution = { $caution ->
    [missing] { "" }
   *[other] { " " }Caution: { $caution }.
 }
direction-rising = rising
direction-falling = falling
direction-none = none
trend-method-shuffled = Kendall within sites, rounds shuffled
trend-method-effects = t test of round effects
trend-method-campaigns = campaigns compared
trend-method-none = none
other-test-round-medians = Mann-Kendall of round medians
other-test-hamed-rao = Mann-Kendall of round medians, variance after Hamed and Rao, not narrowed
other-test-yue-wang = Mann-Kendall of round medians, variance after Yue and Wang, not narrowed
other-test-pre-whitening = Mann-Kendall of round medians, pre-whitened
other-test-half-limit = Mann-Kendall of round medians, half the limit in the place of non-detects
other-test-pettitt = change point of round medians (Pettitt)
other-test-joinpoint = line of round medians with one bend
other-test-campaign-t = t test of campaign effects
other-test-regional = Kendall over sites, sites taken as independent
other-test-regional-covarying = Kendall over sites, with their covariance
other-test-mle-sites = lognormal regression with an effect of each site, non-detects included
other-test-detection-rate = share of detects above the highest limit (logistic regression)
other-test-partial-clay = Kendall within sites, given clay
other-test-partial-organic-carbon = Kendall within sites, given organic carbon
other-test-partial-ph = Kendall within sites, given pH
sites-changing = { $substance } in { $matrix }: of { $n_sites ->
    [one] { $n_sites } site
   *[other] { $n_sites } sites
 } with at least { $needed } sampling rounds, concentrations went up at { $n_sites_up ->
    [0] none
   *[other] { $n_sites_up }
 } and down at { $n_sites_down ->
    [0] none
   *[other] { $n_sites_down }
 }; there is evidence of a rise at { $n_sites_rising ->
    [0] none
   *[other] { $n_sites_rising }
 } and of a fall at { $n_sites_falling ->
    [0] none
   *[other] { $n_sites_falling }
 }.
countries-changing = { $substance } in { $matrix }: of { $n_countries ->
    [one] { $n_countries } country
   *[other] { $n_countries } countries
 } that could be judged, { $n_countries_rising ->
    [0] none has
    [one] { $n_countries_rising } has
   *[other] { $n_countries_rising } have
 } evidence of a rise and { $n_countries_falling ->
    [0] none
   *[other] { $n_countries_falling }
 } of a fall ({ $n_series_rising } and { $n_series_falling } of { $n_series } series).
outlook-needed = { $subject }: to see a change of { $change_per_year } a year with strong evidence (power { $power }), { $rounds_needed ->
    [missing] even many more sampling rounds at the pace so far would not be enough
   *[other] { $rounds_needed } sampling rounds at the pace so far would be needed, against { $n_rounds } now
 }{ $sites_needed ->
    [missing] , and more sites alone would not be enough
   *[other] , or { $sites_needed } sites in as many rounds, against { $n_sites } now
 }.
threshold-met = { $subject }: if the trend continues, the typical site reaches the threshold of { $threshold_mg_kg } mg/kg { $years } years after the last round{ $earliest_years ->
    [missing] { "" }
   *[other] { $latest_years ->
        [missing] { " " }(at the earliest after { $earliest_years } years)
       *[other] { " " }(between { $earliest_years } and { $latest_years } years)
     }
 }.
meeting-within = yes
meeting-not-within = not in the foreseeable future
meeting-not-estimable = not estimable
change = { $subject }: of { $n_pairs ->
    [one] { $n_pairs } site
   *[other] { $n_pairs } sites
 } sampled in both { $first_visit } and { $last_visit }, { $n_up } increased, { $n_down } decreased and { $n_undecided } could not be judged{ $median_ratio ->
    [missing] { "" }
   *[other] ; the median ratio was { $median_ratio }{ $ratio_upper ->
        [missing] { "" }
       *[other] { " " }({ $confidence } confidence interval { $ratio_lower } to { $ratio_upper }, these sites in these rounds alone)
     }
 }.
change-no-pairs = { $subject }: no site was sampled in both { $first_visit } and { $last_visit }.
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
axis-change-per-year = change a year [%]
figure-coverage = Sampling rounds of each series{ figure-shown }. A triangle marks a round with at least one non-detect.
figure-shown = { $n_hidden ->
    [missing] { "" }
   *[other] { " " }({ $n_shown } of { $n_rows } shown; all are in { $file })
 }
figure-coverage-row = { $label }: { visits }, { $first_year } to { $last_year }.
figure-coverage-none = There is no figure because there are no series.
figure-coverage-detects = all detected
figure-coverage-non-detects = with non-detects
figure-map = { $n_compared ->
    [0] No threshold applies to any of the sites shown.
   *[other] { $n_above } of { $n_compared } sites that could be compared were above a threshold at the last sampling round.
 } Sites by whether any measurement was above the threshold that applies to it{ $reference_law ->
    [missing] { "" }
   *[other] { " " }(reference set: law of { $reference_law })
 }, at the last sampling round of each series.{ $n_without ->
    [missing] { "" }
    [one] { " " }{ $n_without } site has no coordinates and is not shown.
   *[other] { " " }{ $n_without } sites have no coordinates and are not shown.
 }{ map-notes }
figure-map-legend = Sites at the last sampling round
figure-map-none = There is no map because no site has coordinates.
figure-map-no-sites = There is no map because there are no sites.
change-of-sites = { $change }
figure-site-map = Some substance is rising at { $n_rising } of { $n_sites } sites and falling at { $n_falling }. Sites with at least { $needed } sampling rounds, by whether there is evidence of a change of any substance at the site itself.{ $n_without ->
    [missing] { "" }
    [one] { " " }{ $n_without } site has no coordinates and is not shown.
   *[other] { " " }{ $n_without } sites have no coordinates and are not shown.
 }{ map-notes }
figure-site-map-legend = Trends of single sites
figure-site-map-none = There is no map of trends because no site with enough sampling rounds has coordinates.
site-change-rising = rising
site-change-falling = falling
site-change-both = some substances rising, others falling
site-change-neither = no evidence of a change
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
figure-limits-once = There is no figure of detection limits because each is known from one sampling round alone.
figure-limits-none = There is no figure because no detection limit is recorded.
figure-slopes = { changes-drawn }Change a year within sites with its confidence interval{ figure-shown }. A filled circle marks strong evidence, a diamond weak evidence, an empty square no evidence, a filled square no change and a cross insufficient data.
changes-drawn = { $n_rising ->
    [missing] { "" }
    [0] { $n_falling ->
        [0] { "There is no strong or weak evidence of a change in any series. " }
       *[other] With strong or weak evidence, { $n_falling } of { $n_series } series { $n_falling ->
            [one] is
           *[other] are
         } falling and none is rising.{ " " }
     }
   *[other] With strong or weak evidence, { $n_rising } of { $n_series } series { $n_rising ->
        [one] is
       *[other] are
     } rising and { $n_falling ->
        [0] none is
        [one] { $n_falling } is
       *[other] { $n_falling } are
     } falling.{ " " }
 }
figure-slopes-row = { trend-which }: { $change_per_year } a year{ $change_per_year_lower ->
    [missing] { "" }
   *[other] { $change_per_year_upper ->
        [missing] { "" }
       *[other] { " " }({ $change_per_year_lower } to { $change_per_year_upper })
     }
 }, { $grade }.
figure-slopes-none = There is no figure because no change a year can be estimated.
figure-series = Median of each sampling round{ figure-shown }. A circle is a measured median, an empty triangle a median that is only known to lie below this value. The line is the trend of the typical site with its band; it may leave the medians where other sites were sampled in other rounds; dashed lines are the thresholds of each land use{ $reference_law ->
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
