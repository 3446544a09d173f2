# The health report. No message may claim a cause: a test reads them all.

# Headings
section-question = Question
section-rates = Rates
section-years = Rates over time
section-exposed = Areas in the models, and by exposure
section-funnel = Areas beyond control limits
section-nonlinearity = Exposure and response
section-models = Models with increasing adjustment
section-robustness = Sensitivity analyses
section-tests = All associations examined
section-checklist = Reporting checklists (STROBE and RECORD)

# Names
-hc = HC3
soil-exposure = { $substance }
health-question = { $exposure } and { $outcome }, { $sex }
pair-of = { $exposure } and { $outcome }, { $sex }
study-years = { $first_year }{ $last_year ->
    [missing] { "" }
   *[other] { " " }to { $last_year }
 }
study-year = { $year }
sampled-depth = { $bottom_cm ->
    [missing] depth not stated
   *[other] { $top_cm ->
        [missing] to { $bottom_cm } cm
       *[other] { $top_cm } to { $bottom_cm } cm
     }
 }
sampling-site = site { $site }
outcome-of-area = { $outcome }, { $area }
counted-outcome = { $outcome }
asked-for = { $kind } { $name }
asked-for-exposure = exposure
asked-for-outcome = outcome
ecological-study = area-level (ecological) correlation study
unnamed-register = an unnamed register
no-control = none
sex-both-sexes = both sexes
sex-women = women
sex-men = men
increment-doubling = doubling
increment-interquartile-range = interquartile range
increment-unit = unit
kind-of-exposure-soil = soil samples
kind-of-exposure-covariate = covariate
role-of-outcome-outcome = outcome
role-of-outcome-negative-control = negative control
role-of-covariate-demography = demography
role-of-covariate-confounders = confounders
state-of-covariate-measured = measured
state-of-covariate-in-some-areas = measured in some areas only
state-of-covariate-missing = missing
linked-people = people
linked-cases = cases
linked-covariates = covariates
linked-samples = samples
note-on-count-hidden = suppressed
note-on-count-unreliable = unreliable
note-on-count-no-cases = no cases
quarter-lowest = lowest
quarter-second = second
quarter-third = third
quarter-highest = highest
done-yes = yes
done-not-done = not done

# Models
model-crude = crude
model-demography = demography
model-adjusted = adjusted
model-quasi-Poisson = quasi-Poisson
model-negative-binomial = negative binomial
model-spatial = spatial (Moran eigenvectors)
model-spatial-surface = spatial random effect
model-spatial-corrected = spatial random effect, corrected for error of exposure
allows-for = { $model }
allows-for-crude = Poisson, exposure alone
allows-for-demography = Poisson, and demography
allows-for-adjusted = Poisson, demography and confounders
allows-for-quasi-Poisson = the same, with overdispersion (quasi-Poisson)
allows-for-negative-binomial = the same, with overdispersion (negative binomial)
allows-for-spatial = the same, with spatial autocorrelation by a Moran eigenvector spatial filter
allows-for-spatial-surface = the same, with spatial autocorrelation by a spatial random effect (intrinsic CAR)
allows-for-spatial-corrected = the same, and corrected for error of exposure (regression calibration)

# Grades and order in time
grade-A-consistent = A consistent
grade-B-sensitive = B sensitive
grade-C-crude-only = C crude only
grade-D-not-detected = D not detected
grade-X-not-assessable = X not assessable
timing-precedes = precedes
timing-not-established = not established
timing-after = after
timing-years = exposure { $exposure }, outcome { $outcome }{ $lag_years ->
    [missing] { "" }
    [one] ; lag { $lag_years } year
   *[other] ; lag { $lag_years } years
 }

# Why no question was put
no-question = { $because }
no-question-outcomes = the store holds no health outcomes by area
no-question-areas = the store holds health outcomes by area, but not the areas
no-question-linked-outcomes = the store holds health outcomes by area, but none for a recorded area
no-question-population = the store holds health outcomes by area, but no population of these areas
no-question-asked-outcome = none of the requested outcomes is recorded
no-question-asked-exposure = none of the requested exposures is recorded
no-question-exposure = no exposure is recorded: there are no soil samples of a contaminant, and no covariate was named as exposure

# Key messages
study-graded = { study-consistent }{ study-others } { study-of }
study-consistent = { $n_questions ->
    [one] The association examined in { $area_name } ({ $years }) { $n_consistent ->
        [0] did not hold
       *[other] held
     } in every model (grade A).
    [2] { $n_consistent ->
        [0] Neither of the associations
        [2] Both associations
       *[other] One of the two associations
     } { study-held }
   *[other] { $n_consistent ->
        [0] None
       *[other] { $n_consistent }
     } of the { $n_questions } associations { study-held }
 }
study-held = examined in { $area_name } ({ $years }) held in every model (grade A).
study-others = { $n_sensitive ->
    [0] { "" }
   *[other] { " " }{ $n_sensitive } did not hold after adjustment for spatial autocorrelation (grade B).
 }{ $n_crude_only ->
    [0] { "" }
   *[other] { " " }{ $n_crude_only } could not be distinguished from confounding (grade C).
 }{ $n_not_detected ->
    [0] { "" }
   *[other] { " " }{ $n_not_detected } showed no association (grade D).
 }{ $n_not_assessable ->
    [0] { "" }
   *[other] { " " }{ $n_not_assessable } could not be assessed (grade X).
 }
study-of = This is an { $design } of { $n_areas } areas; source of cases: { $registers }. All intervals are { $confidence } confidence intervals.
study-rates-alone = Cases and rates of { $n_areas } areas of { $area_name } ({ $years }) are shown, but no association could be examined: { $no_question }. Source of cases: { $registers }.
study-without-data = Nothing can be said about soil and health in { $area_name }: { $no_question }. Please provide areas, population, outcomes and covariates by area (the command “workbench tables” lists their columns), and soil samples that lie in these areas.
caveat-person = Area-level data cannot show the risk of a person: people in the same area differ in exposure, habits and where they lived before, and an association between areas need not exist within them (ecological fallacy).
caveat-elsewhere = An association between areas may come from anything else that differs between them, measured or not.
caveat-exposure = The exposure of an area is estimated from few samples. Where there are repeated samples within areas, the rate ratio is corrected for this error. Other errors of exposure, such as samples that do not represent where people live, are not included in the intervals and may bias an association in either direction.
caveat-slopes = The slope between areas may differ from the slope between persons because exposure varies within areas, because confounders vary within areas, or because the relation is not linear. Migration and the latency of disease add to this.
caveat-spatial = A spatial term may also remove part of a true association that has a spatial pattern, so results are shown before and after it.
caveat-not-detected = A finding of no association does not show that there is none. The smallest rate ratio that the study could have detected is given for each.

# Question
covariate-missing = { $n_areas ->
    [0] { $name } is not recorded for any area, so the models could not be adjusted for it.
    [one] { $name } is recorded for { $n_areas } area only, and only this area can enter the models.
   *[other] { $name } is recorded for { $n_areas } areas only, and only these areas can enter the models.
 }

# What the data hold
exposure-soil = { $median ->
    [missing] No area has enough samples of { $exposure } for a mean.
   *[other] { $exposure } has a median across { $n_areas } areas of { $median } mg/kg.
 } It was measured in { $n_samples ->
    [one] { $n_samples } sample
   *[other] { $n_samples } samples
 } ({ $years }; { $depths }) with { $share_non_detects } non-detects.{ $n_areas_few ->
    [0] { "" }
    [one] { " " }{ $n_areas_few } area has too few samples.
   *[other] { " " }{ $n_areas_few } areas have too few samples.
 }
exposure-covariate = { $exposure } is a covariate recorded for { $n_areas ->
    [one] { $n_areas } area
   *[other] { $n_areas } areas
 }.
data-note = { $what }: { $doubt } ({ $n_rows ->
    [one] { $n_rows } row, area or age band
   *[other] { $n_rows } rows, areas or age bands
 }).
cases-not-whole = cases are not whole numbers, for example because a case is shared between areas; likelihood and AIC are not defined
low-completeness = completeness of the register is below { $least }
nothing-expected = no case is expected in some areas
borrowed-years = population figures of another year were used for { $years }
strata-without-people = strata have cases but no population
areas-without-people = areas have cases but no population and are not counted
between-censuses = population figures of { $years } are interpolated between censuses
mid-year-people = the mid-year population was used as person-years
cases-of-rates = cases were calculated from rates and the recorded population
rates-do-not-fit = most rates do not give whole numbers of cases with the recorded population, so the register used another one
expected-in-some = expected cases are given for some rows only and were not used
silent-areas = areas reported no case in some years although several were expected, or never reported; these years are treated as missing, not as zero
joined-ages = the register and the population are in different age bands, so both were counted in { $bands }
crossing-bands = { $band } and { $other }
crossing-ages = age bands overlap without one lying within the other, such as { $pairs }; standardisation for age is therefore coarse
looks-like-percent = values given as shares look like percentages; rate ratios of other covariates are not affected

# Rates
cases-counted = { $cases ->
    [missing] A suppressed number of cases
   *[other] { $cases } cases
 } of { $outcome } ({ $sex }{ $role ->
    [negative-control] , negative control outcome
   *[other] { "" }
 }) were recorded in { $n_areas } areas, { $years }. { cases-standardised }
cases-standardised = { $standard ->
    [as-given] Expected cases are those that the register gives; they allow for { $allows_for }.
   *[other] { $n_strata ->
        [1] They are not standardised, because sex and age are not recorded.
       *[other] Expected cases are standardised over { $n_strata } strata of { $allows_for } ({ $standard ->
            [internal] internal standardisation: national rates
           *[other] reference rates: { $standard }
         }).{ cases-rate }
     }
 }
allows-for-people-nothing = nothing that is known
allows-for-people-sex = sex, but not of age
allows-for-people-age_band = age, but not of sex
allows-for-people-stratum = group of people, but not of sex and age
allows-for-people-sex-age_band = sex and age
allows-for-people-sex-stratum = sex and group of people, but not of age
allows-for-people-age_band-stratum = age and group of people, but not of sex
allows-for-people-sex-age_band-stratum = sex, age and group of people
cases-rate = { $direct_rate ->
    [missing] { "" }
   *[other] { " " }The rate standardised to the population { $standard_population } is { $direct_rate } ({ $direct_rate_lower } to { $direct_rate_upper }) per hundred thousand person-years.
 }

# Areas by exposure
person-years = persons
its-exposure = this exposure
exposures-together = { $exposure } and { $other } are found in the same areas (rank correlation { $correlation } in { $n_areas } areas), so associations with one cannot be separated from those with the other, and shares of cases must not be added.

# Areas beyond control limits
areas-beyond = { $n_beyond_outer ->
    [0] No area
    [one] { $n_beyond_outer } area
   *[other] { $n_beyond_outer } areas
 } of the { $n_areas } whose cases of { $outcome } are shown { $n_beyond_outer ->
    [0] is
    [one] is
   *[other] are
 } beyond the outer control limits, where { $by_chance_outer } would be expected by chance alone.
limits-inner = inner control limits
limits-outer = outer control limits

# Areas in the models
not-counted = nobody is recorded there, or the register never reported
flow-left = { $n_areas } areas{ $why ->
    [missing] { " " }of the country
   *[other] { " " }left
 }
flow-taken = { $n_excluded } excluded: { $why }

# Exposure and response
response-bends = { $question }: the rate does not follow the exposure along a straight line (p { $bend_p } against one, from { $lowest } to { $highest } { $unit }), so one rate ratio per increment does not describe the association.
shape-of-response-straight = no departure from a straight line
shape-of-response-bent = not a straight line

# Rates over time
rate-trend-said = { $state ->
    [rising] The rate of { $outcome } rose by { rate-change }.
    [falling] The rate of { $outcome } changed by { rate-change }, a decrease.
    [unclear] The rate of { $outcome } shows no clear trend over { rate-years }: the change is { $change } a year ({ $change_lower } to { $change_upper }).
    [few-years] A trend of the rate of { $outcome } cannot be judged: { $n_years ->
        [one] { $n_years } year is recorded
       *[other] { $n_years } years are recorded
     }, { $needed } are needed.
    [suppressed] No trend of the rate of { $outcome } is given, because counts of some years are suppressed.
   *[refused] A trend of the rate of { $outcome } cannot be judged: the counts of the years allow no slope.
 }{ $remark ->
    [missing] { "" }
   *[other] { " " }{ $remark }
 }
rate-change = { $change } a year ({ $change_lower } to { $change_upper }) over { rate-years }
rate-years = { $years }{ $n_strata ->
    [0] , compared with the expected cases that the register gives
    [one] , not standardised for sex and age
   *[other] , standardised for the recorded strata of sex and age
 }
register-changed = The completeness of the register ranges from { $least } to { $greatest } between years, which may account for a trend.
definition-changed = Cases are of another definition, coding or screening from { $years } on; a jump there is not counted as a change of the rate.
rate-trend-rising = rising
rate-trend-falling = falling
rate-trend-unclear = no clear trend
rate-trend-few-years = not judged: too few years
rate-trend-suppressed = suppressed
rate-trend-refused = not judged

# Maps of areas
section-area_maps = Maps of the areas
mapped-outcome = { $outcome }
ratio-class = { $lower ->
    [missing] below { $upper }
   *[other] { $upper ->
        [missing] { $lower } or more
       *[other] { $lower } to below { $upper }
     }
 }
area-suppressed = suppressed: small counts
area-no-data = no data
figure-areas-none = There is no map because no area has a border, or there is nothing to show in it.
figure-areas-legend = Areas
figure-observed = Observed over expected cases of { $subject }, without smoothing. Ratios of areas with few cases vary much by chance.{ areas-drawn }
figure-smoothed = Smoothed ratios of { $subject }, drawn towards the mean of all areas.{ areas-drawn }
figure-chance = Probability that the true ratio of { $subject } is above one. Values above four in five or below one in five are unlikely to be chance alone.{ areas-drawn }
figure-exposure = Exposure to { $subject } in soil over the median across areas.{ areas-drawn }
areas-drawn = { " " }{ $n_areas } areas are drawn.{ $n_without ->
    [missing] { "" }
    [one] { " " }{ $n_without } area has no border and is not drawn.
   *[other] { " " }{ $n_without } areas have no border and are not drawn.
 }{ map-notes }

# Point sources and clusters
section-sources = Point sources and clusters
source-tested = Source { $source }: { $verdict ->
    [excess] cases of { $outcome } are more than expected near it (Stone's test, p { $p }); the ratio is greatest within { $within_km } km
   *[none-found] no excess of { $outcome } was found near it (Stone's test, p { $p })
 }.{ $change ->
    [missing] { "" }
   *[other] { " " }Twice the distance is associated with a change of the rate by { $change } ({ $change_lower } to { $change_upper }).
 }
source-verdict-excess = more cases near the source
source-verdict-none-found = no excess found
caveat-sources = These tests are not adjusted for anything but age and sex, and distance is no measure of exposure. A cluster is the most unusual circle of many and says nothing of a source.

# Human biomonitoring
section-biomonitoring = Substances in people (human biomonitoring)
section-biomarker_changes = Change between survey waves
section-guidance = Guidance and reference values
study-biomonitoring-alone = Human biomonitoring of { $n_biomarkers ->
    [one] { $n_biomarkers } substance
   *[other] { $n_biomarkers } substances
 } in { $area_name } is shown{ $n_participants ->
    [missing] { "" }
   *[other] { " " }(about { $n_participants } participants)
 }. It was not compared with health outcomes: { $no_question }. All intervals are { $confidence } confidence intervals.
biomarker = { $substance } in { $matrix }
marker-of-wave = { $marker }, { $wave }
human-matrix-blood = blood
human-matrix-plasma = plasma
human-matrix-serum = serum
human-matrix-urine = urine
human-matrix-hair = hair
human-matrix-nails = nails
human-matrix-breast-milk = breast milk
human-matrix-saliva = saliva
everyone = all participants
of-sex = { $sex }
of-ages = { $last ->
    [missing] aged { $first } and older
   *[other] aged { $first } to { $last }
 }
of-smoking = { $smoker ->
    [yes] smokers
   *[no] non-smokers
 }
of-seafood = { $seafood ->
    [yes] seafood eaten before
   *[no] no seafood eaten before
 }
biomarker-level = { $marker } ({ $wave }, { $n } participants): { $geometric_mean ->
    [missing] { $p50 ->
        [missing] no level can be given, because { $why ->
            [missing] too few results are above their limit
           *[other] { $why }
         }
       *[other] the median is { $p50 } { $unit }; no geometric mean is given, because { $why }
     }
   *[other] the geometric mean is { $geometric_mean } ({ $geometric_mean_lower } to { $geometric_mean_upper }) { $unit }
 }{ $p95 ->
    [missing] { "" }
   *[other] ; nineteen in twenty people have { $p95 } { $unit } or less
 }. { $share_below } of the population have a result below the limit (non-detects).{ $instead ->
    [missing] { "" }
   *[other] { " " }{ $instead }
 }
mostly-below = more than { $most } of the results are non-detects
no-mean-fitted = the results allow none
stood-for-non-detects = Results given as { $value } are { $rule ->
    [half-the-limit] half the limit
   *[limit-over-root-two] the limit over the square root of two
 } of { $limit } and were taken as non-detects.
survey-design-clustered = weights and clusters
survey-design-weighted = weights only
survey-design-plain = neither
caveat-all-sources = Substances in people come from all sources, such as food, smoking, dust and work. Levels by themselves do not show what part comes from soil.
caveat-no-clusters = For some waves it is not known which participants were sampled together, so their intervals are too narrow.
caveat-who-took-part = Changes between waves are not adjusted for differences in who took part, other than by the survey weights.
biomarker-change = { $state ->
    [rising] { $marker } rose by { biomarker-a-year }.
    [falling] { $marker } changed by { biomarker-a-year }, a decrease.
    [unclear] { $marker } shows no clear change between { $first_year } and { $last_year }: { $change } a year ({ $change_lower } to { $change_upper }).
   *[not-judged] { $marker }: a change between { $first_year } and { $last_year } cannot be judged, because { $why }.
 }
biomarker-a-year = { $change } a year ({ $change_lower } to { $change_upper }) from { $first_year } to { $last_year }
biomarker-trend-rising = rising
biomarker-trend-falling = falling
biomarker-trend-unclear = no clear change
biomarker-trend-not-judged = not judged
other-method = the method of the laboratory changed{ $first ->
    [missing] { "" }
   *[other] { $last ->
        [missing] { "" }
       *[other] { " " }from { $first } to { $last }
     }
 }
persons-above = { $marker } ({ $wave }): { $share_above ->
    [0] none (at most { $share_above_upper })
   *[other] { $share_above } ({ $share_above_lower } to { $share_above_upper })
 } of { $population } had more than { $value } { $unit }. This is the { $issuer } { $level }, { $health_based ->
    [yes] a health-based value
   *[no] a statistical value that describes what was usual in another population and is not a limit for health
 }.
guidance-level-HBM-I = human biomonitoring value I
guidance-level-HBM-II = human biomonitoring value II
guidance-level-HBM-GV = human biomonitoring guidance value
guidance-level-RV95 = reference value (ninety-fifth percentile)
guidance-level-reference-value = reference value
guidance-status-current = current
guidance-status-dated = dated
guidance-status-superseded = superseded
guidance-status-rescinded = rescinded
values-withdrawn = { $marker }: { $levels } (set by: { $issuer }) were { $status } and are not used.
few-above = fewer than { $fewest } participants are above the value, or not above it, so no share is given
unverified-guidance = not yet verified against its source, so nobody is compared with it
for-workers = for people who work with the substance
few-persons = fewer than { $needed } participants
diluted-urine = creatinine in urine is outside { $weakest } to { $strongest } g/L
without-design = no weight, stratum or cluster is given, unlike for others of the wave

# What is wrong with models, and why there is none
models-wrong = { pair-of }: { $crude_wrong ->
    [missing] { "" }
   *[other] { $crude_wrong }{ $adjusted_wrong ->
        [missing] { "" }
       *[other] ;{ " " }
     }
 }{ $adjusted_wrong ->
    [missing] { "" }
   *[other] { $adjusted_wrong }
 }.
crude-moves = the crude rate ratio changes from { $crude } to { $adjusted } after adjustment for all recorded confounders
too-narrow = the interval of the adjusted Poisson model is too narrow, because { $because }
counts-vary = the counts are overdispersed
residuals-alike = its residuals are spatially autocorrelated
attributable-share = { pair-of }: if the association were causal, { $attributable } of the cases ({ $attributable_lower } to { $attributable_upper }) would not have occurred if no area had more exposure than the lowest tenth of areas. Shares of several exposures cannot be added, and the interval does not include all error of exposure.
no-case-at-all = there are no cases
few-areas = { $n_areas ->
    [one] { $n_areas } area has complete data
   *[other] { $n_areas } areas have complete data
 }; { $needed } are needed
few-cases = there are fewer than { $needed } cases
mostly-non-detects = more than { $most } of the samples are non-detects
no-confounder = no confounder is recorded
no-finite-ratio = the rate ratio cannot be estimated: { $where }
separation-told-apart = the exposure and the covariates separate the areas with cases from those without
separation-none-exposed = no case lies in exposed areas
separation-one-area = all cases lie in one area
separation-all-exposed = all cases lie in exposed areas
ratio-without-end = the rate ratio cannot be estimated: its limits exceed a million to one
reliability-of = { $reliability } of the variance of exposure, given the covariates and the spatial random effect, is not error (at least { $lower })
error-unknown = nothing is known of the error of exposure, since there are no repeated samples within areas
error-too-large = only { $reliability } of the variance of exposure is not error, which is too little for a correction
not-adjusted = not adjusted for any confounder, so it supports no verdict
few-neighbours = too few areas have recorded neighbours
no-demography = no demographic covariate is recorded
model-refused = { $error }
patterns-added = { $n_patterns ->
    [0] no Moran eigenvector was needed
    [one] { $n_patterns } Moran eigenvector was added
   *[other] { $n_patterns } Moran eigenvectors were added
 }
surface-freedom = { $effective_df ->
    [one] { $effective_df } effective degree of freedom
   *[other] { $effective_df } effective degrees of freedom
 }
poisson-instead = replaced by a Poisson model, because the counts are not overdispersed

# Grades in words
graded-consistent-more = { $exposure }: { more-exposed } { $share_more } more cases of { $outcome } ({ $share_more_lower } to { $share_more_upper }; { $sex }, { $n_areas } areas). The association was found in every model. It concerns areas, not persons.{ about-error }{ about-factor }
more-exposed = { $increment ->
    [doubling] areas with twice the exposure had
   *[other] areas with one { $increment } more exposure had
 }
graded-consistent-fewer = { $exposure }: { more-exposed } fewer cases of { $outcome }, with a rate ratio of { ratio-after } ({ $sex }, { $n_areas } areas). The association was found in every model. It concerns areas, not persons.{ about-error }{ about-factor }
graded-sensitive = { pair-of }: the association is sensitive, because { $reason }. The rate ratio per { $increment } was { ratio-before } before and { ratio-after } after adjustment for spatial autocorrelation ({ $n_areas } areas).{ about-error }{ about-factor }
about-error = { $reliability ->
    [missing] { "" }
   *[other] { " " }This is corrected for error of exposure; without the correction the rate ratio is { $uncorrected_rate_ratio } ({ $uncorrected_rate_ratio_lower } to { $uncorrected_rate_ratio_upper }).
 }
about-factor = { $e_value_limit ->
    [missing] { "" }
    [1] { " " }The weakest model includes a rate ratio of one, so no unmeasured factor is needed to explain it.
   *[other] { " " }An unmeasured factor associated { $e_value_limit }-fold with both exposure and outcome would be enough to explain it.
 }
graded-crude-only = { pair-of }: the association cannot be distinguished from confounding, because { $reason }.
graded-not-detected = { pair-of }: we found no association, because { $reason }.{ $rate_ratio ->
    [missing] { "" }
   *[other] { " " }The rate ratio is { ratio-after } per { $increment } ({ $n_areas } areas); the study had a chance of four in five to detect a rate ratio of { $detectable }.
 }
graded-not-assessable = { pair-of }: the association cannot be assessed with these data, because { $reason }.
ratio-before = { $adjusted_rate_ratio } ({ $adjusted_rate_ratio_lower } to { $adjusted_rate_ratio_upper })
ratio-after = { $rate_ratio } ({ $rate_ratio_lower } to { $rate_ratio_upper })
control-associated = the negative control outcome is associated with the exposure too
fewer-cases = areas with more exposure had fewer cases, which is not expected of a contaminant
changes-sides = the association changes direction after adjustment for confounders
measured-after = exposure was measured after the outcome
spatial-holds-one = the interval of a spatial model includes a rate ratio of one, so it may reflect shared geography
crude-alone = it is found in the crude model, but not after adjustment for confounders and overdispersion
not-in-every-model = at least one fully adjusted model includes a rate ratio of one
no-spatial-model = too few neighbours of the areas are recorded to adjust for spatial autocorrelation
no-telling-control = there is no negative control outcome that could distinguish association from confounding
timing-open = it is not established that exposure preceded the outcome
many-tests = the evidence is not significant after correction for the number of tests
in-every-model = all adjusted models exclude a rate ratio of one, and the negative control outcome does not
models-not-fitted = the models could not be fitted{ $why ->
    [missing] { "" }
   *[other] { " " }({ $why })
 }
only-without-overdispersion = it is found only if the counts are assumed to vary by chance alone, which they do not (overdispersion)
not-standardised = age and sex are not both adjusted for, because they are not both recorded
missing-confounder = not recorded, though named as confounders: { $names }
control-unlike = the negative control outcome does not respond to the recorded confounders as the outcome does, so it says nothing about confounding
exposure-uncertain = error in the measured exposure may have halved the association or more, so its size is uncertain
spatial-reduces = adjustment for spatial autocorrelation leaves less than { $least } of it, so it may reflect an unmeasured factor that varies smoothly across the country
corrected-holds-one = after correction for error of exposure, the interval includes a rate ratio of one
unlike-others = the number of cases in the area { $area } is unlike that of all others, so its registration should be verified first
not-excluded = a rate ratio of one is not excluded { $checks }
with-robust-errors = with robust standard errors
without-area = without the area { $area }
without-region = without { $region ->
    [missing] the areas of no region
   *[other] the region { $region }
 }
with-others = with { $names } added to the model
partly-registered = with a register that is incomplete in some areas

# Sensitivity analyses
nothing-changed = weakest spatial model, on which the grade is based
control-outcome = negative control outcome
control-crude = negative control outcome, not adjusted
robust-errors = robust standard errors ({ -hc }), adjusted model
most-influential = without the most influential area, quasi-Poisson model
region-out = without one region: { $ratio } rate ratio, quasi-Poisson model
ratio-of-regions-least = lowest
ratio-of-regions-greatest = highest
others-in-model = { $names } added, quasi-Poisson model
limit-share = non-detects at { $how }, quasi-Poisson model
limit-share-of-half_limit = half their limit
limit-share-of-limit_over_root_2 = their limit over the square root of two
leroux-model = random effect in part spatial (Leroux), demography and confounders
spatial-plus = spatial random effect, with the exposure freed of its own spatial pattern (Spatial+)
spatial-share = { $share } of the random effect is spatial
control-alike = it is also associated with the exposure, which points to unmeasured confounding
control-open = not enough data to judge: too few cases, or the same rate ratio cannot be excluded
control-clear = it is not associated with the exposure

# What was excluded
is-parent = its parts are listed as areas of their own
area-not-listed = { $rows } of an unlisted area
rate-without-people = a rate of people whose number is not recorded
total-beside-parts = a total of all { $parts }, which are also given one by one
parts-sexes = women and men
parts-ages = ages
parts-groups = groups of people
other-register = another register of the same area, year and outcome
in-two-files = the same rows are in { $file } and { $taken }; those of { $taken } were used
sampled-late = sampled after { $until }, which is too late for the required lag before the outcome
unlike-most = not in { $unit }, or with another digestion, basis or depth than in most areas
no-expected-case = no case is expected
no-exposure-value = no value of { $exposure }, or fewer samples than required (parameter fewest_samples)
no-covariate-value = no value of { $name }
not-among-data = not recorded{ $recorded ->
    [missing] { "" }
   *[other] ; recorded are { $recorded }
 }
silent-years = no case was reported in { $n_years ->
    [one] { $n_years } year
   *[other] { $n_years } years
 } although several were expected, or the area never reported
not-placed = { $reason }
not-placed-no-place = neither its area nor its coordinates are recorded
not-placed-unknown-area = its area is not among the areas
not-placed-no-borders = it has coordinates, but no area has a border
not-placed-outside = it lies outside all areas
not-placed-several-areas = it lies in several areas

# Figures
axis-rate-ratio = rate ratio
axis-areas = areas, from the lowest ratio to the highest
axis-observed-expected = observed / expected cases
figure-models = Rate ratio per increment of exposure with its confidence interval, from the crude model to the spatial models, in the same areas.{ $n_hidden ->
    [missing] { "" }
    [one] { " " }{ $n_hidden } more question is in { $file }.
   *[other] { " " }{ $n_hidden } more questions are in { $file }.
 } Filled circles are the spatial models: the estimate of the page is the last of them, and the grade is based on the weakest. The crude model (triangle) is not adjusted.
figure-models-row = { $model } { $rate_ratio }
figure-models-none = There is no figure because no model was fitted.
figure-ratios = Observed over expected cases of { $outcome } in each area, with exact confidence intervals. An empty square marks an unreliable ratio, based on fewer than { $unreliable_below } cases. Areas with suppressed counts are not drawn.
figure-ratios-row = The ratios of { $n_areas } areas range from { $lowest } to { $highest }.
figure-ratios-none = There is no figure because the cases of no area may be shown.
axis-exposure = exposure
axis-rate-ratio-median = rate ratio
axis-expected = expected cases
figure-funnel = Ratios of { $n_areas } areas for { $outcome } against their expected cases, between control limits of what chance alone makes. Empty triangles are beyond the outer limits. Areas with suppressed counts are not drawn.
figure-funnel-none = There is no figure because the cases of no area may be shown.
figure-flow = Areas of the country that entered the models of { $question }, and why others did not.
figure-flow-whole = All areas of the country entered the models.
figure-flow-none = There is no figure because no association was examined.
figure-curves = Rate ratio against the median exposure with its confidence interval, by a natural spline in the adjusted quasi-Poisson model, a panel for each question.{ $n_hidden ->
    [missing] { "" }
    [one] { " " }{ $n_hidden } more question is in { $file }.
   *[other] { " " }{ $n_hidden } more questions are in { $file }.
 }
figure-curves-row = rate ratio { $rate_ratio } ({ $rate_ratio_lower } to { $rate_ratio_upper }) at { $exposure }
figure-curves-none = There is no figure because no curve could be fitted.
