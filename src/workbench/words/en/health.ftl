# The health report. No message may claim a cause: a test reads them all.

# Headings
section-question = Question
section-rates = Rates
section-models = Models with increasing adjustment
section-robustness = How far it holds
section-tests = All tests
section-checklist = STROBE and RECORD

# Names
-hc = HC3
soil-exposure = { $substance }
health-question = { $exposure }, { $outcome }, { $sex }
pair-of = { $exposure } and { $outcome } ({ $sex })
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
asked-for = { $kind } { $name }
asked-for-exposure = exposure
asked-for-outcome = outcome
ecological-study = area-level (ecological) correlation study
unnamed-register = a register that is not named
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
allows-for = { $model }
allows-for-crude = Poisson, exposure alone
allows-for-demography = Poisson, and demography
allows-for-adjusted = Poisson, demography and confounders
allows-for-quasi-Poisson = the same, more variation than Poisson
allows-for-negative-binomial = the same, more variation than Poisson in another form
allows-for-spatial = the same, spatial autocorrelation by a Moran eigenvector spatial filter
allows-for-spatial-surface = the same, spatial autocorrelation by a spatial random effect (intrinsic CAR)

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
no-question-linked-outcomes = the store holds health outcomes by area, but none of an area that is recorded
no-question-population = the store holds health outcomes by area, but no population of these areas
no-question-asked-outcome = no outcome that was asked for is recorded
no-question-asked-exposure = no exposure that was asked for is recorded
no-question-exposure = no exposure is recorded, as there is no soil sample of a contaminant, and no covariate was named as exposure

# Key messages
study-graded = { study-consistent }{ study-others } { study-of }
study-consistent = Of { $n_questions ->
    [one] { $n_questions } association
   *[other] { $n_questions } associations
 } examined in { $area_name } ({ $years }), { $n_consistent ->
    [0] none
   *[other] { $n_consistent }
 } held in every model (grade A).
study-others = { $n_sensitive ->
    [0] { "" }
   *[other] { " " }{ $n_sensitive } did not hold once spatial pattern was allowed for (grade B).
 }{ $n_crude_only ->
    [0] { "" }
   *[other] { " " }{ $n_crude_only } could not be distinguished from confounding (grade C).
 }{ $n_not_detected ->
    [0] { "" }
   *[other] { " " }In { $n_not_detected }, no association was detected (grade D).
 }{ $n_not_assessable ->
    [0] { "" }
   *[other] { " " }{ $n_not_assessable } could not be assessed (grade X).
 }
study-of = This is an { $design } of { $n_areas } areas, with cases from { $registers }; intervals have a level of { $confidence }.
study-rates-alone = Cases and rates of { $n_areas } areas of { $area_name } ({ $years }) are shown, but no question could be put: { $no_question }. Cases are from { $registers }.
study-without-data = Nothing can be said about soil and health in { $area_name }: { $no_question }. Please provide areas, population, outcomes and covariates by area (`workbench tables` lists their columns), and soil samples that lie in these areas.
caveat-person = Area-level data cannot show the risk of a person: people of one area differ in exposure, in habits and in where they lived before, and what holds between areas need not hold within them.
caveat-elsewhere = An association between areas may come from anything else that differs between them, measured or not.
caveat-exposure = The exposure of an area is an estimate from few samples. Its error is not in the intervals, and may move an association either way.
caveat-slopes = Three things may make the slope between areas differ from that between persons: exposure that varies within areas, confounders that vary within them, and a relation that is not a line. People who moved, and the years between exposure and illness, add to it.
caveat-spatial = A spatial term may take away a part of a true association that is itself spatial, so the models before and after it are both shown.
caveat-not-detected = That no association was detected does not mean that there is none: the smallest rate ratio that would have been seen is given with each.

# Question
covariate-missing = { $n_areas ->
    [0] { $name } is not recorded for any area, so it could not be allowed for.
    [one] { $name } is recorded for { $n_areas } area only, and only this area can be in models.
   *[other] { $name } is recorded for { $n_areas } areas only, and only these areas can be in models.
 }

# What the data hold
exposure-soil = { $exposure } was measured in { $n_samples ->
    [one] { $n_samples } sample
   *[other] { $n_samples } samples
 } of { $years } ({ $depths }); { $share_non_detects } were non-detects. { $median ->
    [missing] No area has enough samples for a mean.
   *[other] The median across { $n_areas } areas is { $median } mg/kg.
 }{ $n_areas_few ->
    [0] { "" }
    [one] { " " }{ $n_areas_few } area has too few samples.
   *[other] { " " }{ $n_areas_few } areas have too few samples.
 }
exposure-covariate = { $exposure } is a covariate that is recorded for { $n_areas ->
    [one] { $n_areas } area
   *[other] { $n_areas } areas
 }.
data-note = { $what }: { $doubt } ({ $n_rows ->
    [one] { $n_rows } row or area
   *[other] { $n_rows } rows or areas
 }).
cases-not-whole = cases that are not whole numbers, as where a case is shared between areas; likelihood and AIC are not defined
low-completeness = completeness of the register below { $least }
nothing-expected = areas where no case is expected
borrowed-years = years whose population is that of another year ({ $years })
strata-without-people = strata of areas with cases and without population
areas-without-people = areas with cases and without population, which are in no count
silent-areas = areas that reported no case in some years, though several were expected, or that never reported; these years are taken as missing, not as zero
looks-like-percent = values given as shares that look like percentages; the rate ratios of other rows do not change

# Rates
cases-counted = { $cases ->
    [missing] Few cases (their number is suppressed)
   *[other] { $cases } cases
 } of { $outcome } ({ $sex }{ $role ->
    [negative-control] , negative control outcome
   *[other] { "" }
 }) were recorded in { $n_areas } areas, { $years }. { cases-standardised }
cases-standardised = { $n_strata ->
    [0] They are not standardised, since sex and age are not recorded.
    [one] They are not standardised, since sex and age are not recorded.
   *[other] Expected cases are standardised over { $n_strata } strata of sex and age ({ $standard ->
        [internal] rates of the country itself
       *[other] rates of { $standard }
     }).{ cases-rate }
 }
cases-rate = { $direct_rate ->
    [missing] { "" }
   *[other] { " " }At the ages of { $standard_population }, the rate is { $direct_rate } ({ $direct_rate_lower } to { $direct_rate_upper }) per hundred thousand person-years.
 }

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
crude-moves = the crude rate ratio moves from { $crude } to { $adjusted } once all recorded confounders are allowed for
too-narrow = the interval of the adjusted Poisson model is too narrow, since { $because }
counts-vary = counts vary more than Poisson counts do
residuals-alike = its residuals are alike in neighbouring areas
attributable-share = { pair-of }: if the association were causal, { $attributable } of the cases ({ $attributable_lower } to { $attributable_upper }) would not have occurred, had every area no more exposure than the tenth of areas with the least. Shares of several exposures may not be added, and the limits leave out the error of exposure.
no-case-at-all = there is not one case
few-areas = { $n_areas ->
    [one] { $n_areas } area has all data
   *[other] { $n_areas } areas have all data
 }; { $needed } are needed
few-cases = there are fewer than { $needed } cases
mostly-non-detects = more than { $most } of the samples are non-detects
no-confounder = no confounder is recorded
no-finite-ratio = the rate ratio cannot be estimated: { $where }
separation-told-apart = the exposure and the covariates separate the areas with cases from those without
separation-none-exposed = no case lies in exposed areas
separation-one-area = all cases lie in one area
separation-all-exposed = all cases lie in exposed areas
ratio-without-end = the rate ratio cannot be estimated: its limits are beyond a million to one
few-neighbours = too few of the areas have neighbours that are recorded
no-demography = no covariate of demography is recorded
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
poisson-instead = Poisson model in its place, since the counts vary no more than Poisson counts

# Grades in words
graded-consistent-more = { $exposure } was associated with { $outcome } consistently across models ({ $sex }): { $share_more } more cases ({ $share_more_lower } to { $share_more_upper }) per { $increment }, in { $n_areas } areas.
graded-consistent-fewer = { $exposure } was associated with { $outcome } consistently across models ({ $sex }): fewer cases, with a rate ratio of { ratio-after } per { $increment }, in { $n_areas } areas.
graded-sensitive = { pair-of }: associated before, but not after, accounting for spatial pattern, which may reflect shared geography. The rate ratio per { $increment } was { ratio-before } before and { ratio-after } after, in { $n_areas } areas.
graded-crude-only = { pair-of }: indistinguishable from confounding, since { $reason }.
graded-not-detected = { pair-of }: no association was detected, since { $reason }.{ $rate_ratio ->
    [missing] { "" }
   *[other] { " " }The rate ratio is { ratio-after } per { $increment }, in { $n_areas } areas; one of { $detectable } had a chance of four in five to be detected.
 }
graded-not-assessable = { pair-of }: not assessable with these data, since { $reason }.
ratio-before = { $adjusted_rate_ratio } ({ $adjusted_rate_ratio_lower } to { $adjusted_rate_ratio_upper })
ratio-after = { $rate_ratio } ({ $rate_ratio_lower } to { $rate_ratio_upper })
control-associated = the negative control outcome is associated with the exposure too
fewer-cases = there are fewer cases with more of it, which is not expected of a contaminant
changes-sides = the association changes sides once confounders are allowed for
measured-after = exposure was measured after the outcome
spatial-holds-one = the interval of a spatial model includes a rate ratio of one
crude-alone = it is seen in the crude model, but not once confounders and overdispersion are allowed for
not-in-every-model = not every model with all confounders excludes a rate ratio of one
no-spatial-model = too few neighbours of the areas are recorded, so spatial pattern could not be allowed for
no-telling-control = there is no negative control outcome that could distinguish association from confounding
timing-open = it is not established that exposure preceded the outcome
many-tests = the evidence does not hold once the number of tests is allowed for
in-every-model = all adjusted models exclude a rate ratio of one, and the negative control outcome does not
models-not-fitted = the models could not be fitted{ $why ->
    [missing] { "" }
   *[other] { " " }({ $why })
 }
not-excluded = a rate ratio of one is not excluded { $checks }
with-robust-errors = with robust standard errors
without-area = without the area { $area }
without-region = without { $region ->
    [missing] the areas of no region
   *[other] the region { $region }
 }
with-others = with { $names } in the model too
partly-registered = with a register that is not complete in all areas

# Sensitivity analyses
nothing-changed = nothing (the model that the grade rests on)
control-outcome = negative control outcome
robust-errors = robust standard errors ({ -hc }), adjusted model
most-influential = the most influential area left out, quasi-Poisson model
region-out = one region left out, the { $ratio } rate ratio, quasi-Poisson model
ratio-of-regions-least = lowest
ratio-of-regions-greatest = highest
others-in-model = { $names } in the model too, quasi-Poisson model
limit-share = non-detects at { $how }, quasi-Poisson model
limit-share-of-half_limit = half their limit
limit-share-of-limit_over_root_2 = their limit over the square root of two
control-alike = it is associated with the exposure too, which points to something that is not recorded
control-open = not enough data to judge: it could have the same rate ratio, or has few cases
control-clear = it is not associated with the exposure

# What was left out
is-parent = other areas are its parts: its population and cases are theirs
area-not-listed = { $rows } of an area that is not among the areas
total-beside-parts = a total of all { $parts }, where each is given too
parts-sexes = women and men
parts-ages = ages
other-register = another register of the same area, year and outcome
in-two-files = the same rows are in { $file } and { $taken }: those of the last were used
sampled-late = sampled after { $until }, too late to have preceded the outcome by the lag
unlike-most = not in { $unit }, or of another digestion, basis or depth than most areas have
no-expected-case = no case is expected
no-exposure-value = no value of { $exposure }, or fewer samples than the parameter fewest_samples
no-covariate-value = no value of { $name }
not-among-data = not recorded{ $recorded ->
    [missing] { "" }
   *[other] ; recorded are { $recorded }
 }
silent-years = no case was reported in { $n_years ->
    [one] { $n_years } year
   *[other] { $n_years } years
 }, though several were expected, or the area never reported
not-placed = { $reason }
not-placed-no-place = neither its area nor its coordinates are recorded
not-placed-unknown-area = its area is not among the areas
not-placed-no-borders = it has coordinates, but no area has a border in degrees
not-placed-outside = it lies in no area
not-placed-several-areas = it lies in several areas

# Figures
axis-rate-ratio = rate ratio
axis-areas = areas, from the lowest ratio to the highest
axis-observed-expected = observed over expected
figure-models = Rate ratio per increment of exposure with its interval, from the crude model to the spatial ones, in the same areas.{ $n_hidden ->
    [missing] { "" }
    [one] { " " }{ $n_hidden } more question is in { $file }.
   *[other] { " " }{ $n_hidden } more questions are in { $file }.
 } The grade rests on the weaker of the two spatial models (filled circles); the crude model (triangle) allows for nothing else.
figure-models-row = { $model } { $rate_ratio }
figure-models-none = Not drawn: no model was fitted.
figure-ratios = { $outcome }: observed over expected cases of each area, with exact limits. An empty square marks an unreliable ratio, from fewer than { $unreliable_below } cases. Areas whose cases are suppressed are not drawn.
figure-ratios-row = The ratios of { $n_areas } areas go from { $lowest } to { $highest }.
figure-ratios-none = Not drawn: there is no area whose cases may be shown.
