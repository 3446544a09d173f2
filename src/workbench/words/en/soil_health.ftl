# Headings
section-recorded = What was measured
section-soil_indicators = Scores of the indicators
section-domains = Domains and index
section-profile = Profile of this workbench
section-targets = Targets of the EU Soil Monitoring Law
section-law_descriptors = Descriptors of the EU Soil Monitoring Law
section-carbon_stocks = Soil organic carbon: ratio to clay, and stock
section-contamination = Contamination
section-risk = Human health risk screening
section-own_background = Background of the country from its own data
section-receptors = Workers, visitors, farmers, lead and chromium
section-certainty = How certain is the index?
section-revisited = Change at resampled sites
section-next_steps = What to do next
section-constants = Constants and their sources

# Codes
domain-physical = physical
domain-chemical = chemical
domain-biological = biological
domain-contamination = contamination
verified-partial = in part
background-shape-normal = normal
background-shape-lognormal = lognormal
background-shape-any = none assumed
profile-part-index = profile
profile-part-physical = physical
profile-part-chemical = chemical
profile-part-biological = biological
profile-part-contamination = contamination
flips-yes = yes
flips-no = no
flips-not-compared = no second background
set-status-published = published
set-status-trial = for trial
set-status-demonstration = for demonstration on fictional countries
place-above = above
place-not-above = not above
place-within = within
place-below = below
receptor-child = child
receptor-adult = adult
receptor-lifetime = lifetime
receptor-worker = worker
contact-resident = residents
contact-worker = outdoor workers
contact-recreation = visitors of parks
contact-farmer = farmers who eat home produce
lead-place-below = below both levels
lead-place-screening = above the screening level
lead-place-removal = above the removal management level
organ-all = all organs
organ-unknown = unknown
organ-blood = blood
organ-body-weight = body weight
organ-development = development
organ-digestive-tract = digestive tract
organ-heart-and-vessels = heart and vessels
organ-immune-system = immune system
organ-kidney = kidney
organ-liver = liver
organ-nervous-system = nervous system
organ-reproduction = reproduction
organ-skin = skin
organ-thyroid = thyroid
soil-kind-mineral = mineral
soil-kind-organic = organic
land-status-naturally-saline = naturally saline
land-status-marine-flooding = flooded by the sea
land-status-marine-aerosol = exposed to marine aerosol
land-status-unmanaged-natural = unmanaged natural
target-standing-eu-target = non-binding EU target
target-standing-reference = reference only: not a target in this country
target-standing-national = value set by the country
carbon-basis-measured = measured
carbon-basis-loss-on-ignition = from loss on ignition
land-scope-carbon-only = carbon sub-indicator only
law-class-healthy = healthy
law-class-target-missed = target missed
law-class-trigger-reached = trigger reached
law-class-exempt = exempt land
law-class-not-assessable = not assessable
law-use-judged = judged
law-use-reported = reported without a verdict
law-use-not-measured = not measured
law-use-no-code = not covered by this report
better-side-below = below the value
better-side-above = above the value
mean-arithmetic = the arithmetic mean
mean-geometric = the geometric mean
mean-harmonic = the harmonic mean
mean-minimum = the lowest score in place of a mean
mean-obic = a mean in which low scores weigh more (OBIC)
upper-limit-Student-t = Student t
upper-limit-Chebyshev = Chebyshev
upper-limit-Kaplan-Meier-t = Kaplan-Meier, t
upper-limit-Kaplan-Meier-Chebyshev = Kaplan-Meier, Chebyshev
upper-limit-maximum = maximum
upper-limit-gamma = gamma
upper-limit-lognormal = lognormal
upper-limit-bootstrap = bootstrap
upper-limit-Kaplan-Meier-gamma = Kaplan-Meier, gamma
upper-limit-Kaplan-Meier-bootstrap = Kaplan-Meier, bootstrap
contamination-index-PLI = pollution load index (PLI)
contamination-index-Nemerow = Nemerow index
contamination-index-Cdeg = degree of contamination (Cdeg)
contamination-index-mCd = modified degree of contamination (mCd)
contamination-index-RI = potential ecological risk index (RI)
contamination-index-CF = contamination factor (CF)
contamination-index-Igeo = index of geo-accumulation (Igeo)
contamination-index-EF = enrichment factor (EF)
contamination-index-Er = ecological risk factor (Er)
toxicity-rfd_oral = oral reference dose
toxicity-sf_oral = oral slope factor
toxicity-rfc = reference concentration in air
toxicity-iur = inhalation unit risk
toxicity-abs_dermal = share absorbed through the skin
toxicity-giabs = share absorbed in the gut
toxicity-rba = relative bioavailability
use-scores = scores
use-index-class = class of the index
use-eu-target = target of the EU
use-contamination-and-risk = contamination indices and screening of health risk
use-contamination-indices = contamination indices
use-contamination-classes = classes of contamination
use-ecological-risk = ecological risk factor (Er) and index (RI)
use-health-risk = screening of health risk
use-organ-index = hazard index by organ
used-for = { $use }{ $scoring_set ->
    [missing] { "" }
   *[other] { " " }by { $scoring_set }
 }
years-measured = { $first_year }{ $last_year ->
    [missing] { "" }
   *[other] { " " }to { $last_year }
 }

# Classes of indices
in-class = { $name }
between-classes = between { $lowest } and { $highest }
index-class-none = clean
index-class-warning-line = warning line
index-class-nil-to-very-low = nil to very low
index-class-very-low = very low
index-class-low = low
index-class-medium = medium
index-class-moderate = moderate
index-class-considerable = considerable
index-class-high = high
index-class-very-high = very high
index-class-extremely-high = extremely high
index-class-ultra-high = ultra high
index-class-unpolluted = unpolluted
index-class-unpolluted-to-moderate = unpolluted to moderate
index-class-moderate-to-strong = moderate to strong
index-class-strong = strong
index-class-very-strong = very strong
index-class-strong-to-extreme = strong to extreme
index-class-extreme = extreme
index-class-no-pollution = no pollution
index-class-heavy = heavy
index-class-extremely-heavy = extremely heavy
index-class-deficient-to-minimal = deficient to minimal
index-class-significant = significant

# How firmly something is said
grade-low-score = low score
grade-flips = depends on the reference values
grade-screen = screening only
grade-unverified = not verified
grade-sensitive = sensitive to the method

# Why measurements are not used
not-soil = { $matrix }, not soil
too-deep = sample extends below { $limit_cm } cm
begins-below = sample begins below the surface, so it is not topsoil
another-layer = named as a layer below the topsoil, without depths
layer-not-stated = neither depth nor layer name shows that it is topsoil
per-wet-mass = given per wet mass
not-in-its-unit = unit cannot be used for this property
limit-of-property = non-detect of a soil property, which carries little information
unused = { $why } ({ $n_measurements })
contents-by = contents by { $fraction }
contents-compared-with = contents by { $fraction }, compared with { $background }
no-content = { $because }
no-background-no_value = the background gives no content for the substance
no-background-other_matrix = the background is for another matrix
no-background-other_fraction = the background is for another fraction
no-background-fraction_unknown = the source of the background does not state the fraction
no-background-unverified = the background content has not been verified against its source
no-background-named = no background is named
rock-background = the background is for rock, not soil, so natural differences between soils may appear as contamination

# Why there is no score or index
no-indicator = the scoring set has no indicator of this domain
nothing-measured = not measured
no-site-has-all = no site has an index for all domains
domain-name = { $domain }
no-index-of = the { $domains } { $n_domains ->
    [one] domain has
   *[other] domains have
 } no index
too-few-scores = only { $scored } of the weight has scores; { $needed } is needed
no-curve-fits = { $scoring_set }: { $because }{ $detail ->
    [missing] { "" }
   *[other] { " " }({ $detail })
 }
no-curve-no_curve = there is no curve for the indicator
no-curve-unverified = the curve is not verified and its set was not requested by name
no-curve-other_region = the curves are for another country
no-curve-other_land_use = the curves are for another land use
no-curve-other_method = the curves are for another measurement method
no-curve-other_texture = the curves are for another texture
no-curve-other_soil = the curves are for another soil, climate or crop
no-curve-needs_method = the curve depends on the measurement method, which is not stated
no-curve-needs_texture = the curve depends on the texture, which is not stated
no-curve-needs_soil = the curve depends on properties of the soil that are not stated
no-curve-several_curves = several curves of the set fit
no-set-named = no scoring set was named
no-value = there is no value
units-differ = the unit { $unit } cannot be converted to { $wanted }
made-elsewhere = the curve was developed for { $regions }
method-not-stated = the method is not stated; the curve is for { $method }
curve-not-verified = the curve has not been verified against its source

# Why a target says nothing
no-number-in-law = the law sets no number or leaves it to member states
holds-only-in = the law applies in { $regions } only
for-soils-of = the target is for { $soil } soils
texture-not-stated = the target depends on the texture, which is not stated
for-other-textures = the target is for other textures
land-status = { $status }
exempt-land = the land is exempt: { $land }
not-converted = measured as { $measured }; no conversion to { $wanted } was declared
other-conversion = the declared conversion is not from { $measured } to { $wanted }
not-measured = undefined or not measured
limit-too-high = the detection limit is too high
own-for-other-soils = the country sets values for other soils or land uses only

# Key messages
soil-no-data = We cannot assess the soils of { $area_name }, because no usable topsoil measurement is recorded. { $unused ->
    [missing] { "" }
   *[other] { $n_measurements ->
        [one] The only measurement cannot be used
       *[other] None of the { $n_measurements } measurements can be used
     }: { $unused }.{ " " }
 }Please provide measurements of the topsoil with site, year, method and unit, and what is known of the sites (the command “workbench tables” lists the columns).
soil-measurements = { $n_measurements ->
    [one] { $n_measurements } measurement
   *[other] { $n_measurements } measurements
 }
soil-sites = { $n_sites ->
    [one] { $n_sites } site
   *[other] { $n_sites } sites
 }
soil-index = { soil-index-value }{ $index_class ->
    [missing] { "" }
   *[other] { " " }Its class is { $index_class }.
 }{ soil-weakest }
soil-index-without-class = { soil-index-value } No class is given because it depends on how the scores are combined or weighted.{ soil-weakest }
soil-index-value = The soil health index of { $area_name } is { $index } out of a hundred ({ $index_lower ->
    [missing] { "" }
   *[other] { $confidence } interval { $index_lower } to { $index_upper };{ " " }
 }{ $n_with_index } of { soil-sites }).
soil-no-index = No soil health index can be given for { $area_name }: { $why_no_index }.{ soil-weakest }
soil-weakest = { $weakest_score ->
    [missing] { "" }
   *[other] { " " }The weakest indicator is { $weakest }, at { $weakest_score } out of a hundred.
 }
soil-low-score = The average hides a low score: { $weakest } has { $weakest_score } out of a hundred.
soil-caveat-screen = Indices of contamination and health risk are for screening. They are not a clinical or regulatory assessment and do not apply to individual persons.
soil-caveat-cause = An index describes the state of soils, not its causes.
soil-caveat-mean = A mean can offset a low score by a high one; the weakest indicator is therefore given with each mean.
soil-caveat-curves = Scores come from published or declared curves, so the score of a site does not depend on other sites.
soil-caveat-background = A contamination index depends on the background chosen.
soil-caveat-intervals = Intervals show how much the result would vary with other sites of the same kind. Sites chosen because contamination was suspected do not represent the country.

# What was measured
soil-recorded = { soil-measurements } of the soil { $n_measurements ->
    [one] covers
   *[other] cover
 } { $n_present ->
    [one] { $n_present } property or contaminant
   *[other] { $n_present } properties and contaminants
 }, with the latest values from { soil-sites }.
soil-not-measured = The following were not measured: { $missing }.

# Domains
soil-domain = The index of the { $domain } domain is { $index } out of a hundred{ $index_lower ->
    [missing] { "" }
   *[other] { " " }({ $index_lower } to { $index_upper })
 }, at { $n_with_index ->
    [one] { $n_with_index } site
   *[other] { $n_with_index } sites
 }; its weakest indicator is { $weakest }, at { $weakest_score }.
soil-domain-without-index = The { $domain } domain has no index: { $why }.

# Profile
soil-profile = The workbench profile is { $score } out of a hundred{ $score_lower ->
    [missing] { "" }
   *[other] { " " }({ $confidence } interval { $score_lower } to { $score_upper })
 }, at { $n_sites ->
    [one] { $n_sites } site
   *[other] { $n_sites } sites
 }; completeness { $completeness }.{ $weakest ->
    [missing] { "" }
   *[other] { " " }The weakest domain is most often { $weakest } (at { $n_weakest }).
 }
soil-profile-open = No site has enough domains for a profile; completeness is { $completeness } on average.{ $weakest ->
    [missing] { "" }
   *[other] { " " }The weakest domain that was measured is most often { $weakest } (at { $n_weakest }).
 }
soil-profile-ours = The profile is this workbench’s own and not a published score. It adds contamination to the domains of the scoring set, by the highest ratio of a contaminant to the background: a full score up to the background, half at three times and none from six times on (the limits of Hakanson’s classes). A domain without a score is in no mean; completeness says how much of the weight is there.

# Targets
soil-target = { $share_met } of the judged sites ({ $share_met_lower } to { $share_met_upper }, { $confidence } interval) { $standing ->
    [national] meet the national target for { $name } ({ $target })
   *[other] meet the target for { $name } ({ $target })
 }: { $n_met ->
    [one] { $n_met } site meets
   *[other] { $n_met } sites meet
 } it, { $n_missed ->
    [0] none misses
    [one] { $n_missed } misses
   *[other] { $n_missed } miss
 } it{ $n_trigger ->
    [missing] { "" }
    [one] ; { $n_trigger } has reached the trigger value of { $trigger }
   *[other] ; { $n_trigger } have reached the trigger value of { $trigger }
 }{ $n_exempt ->
    [0] { "" }
    [one] ; { $n_exempt } is on exempt land
   *[other] ; { $n_exempt } are on exempt land
 }{ $n_not_assessable ->
    [0] { "" }
   *[other] ; { $n_not_assessable } cannot be assessed
 }.{ $not_concluded ->
    [missing] { "" }
   *[other] { " " }What cannot be concluded: { $not_concluded }.
 }{ $n_needed ->
    [missing] { "" }
   *[other] { " " }About { $n_needed } sites would be needed for an interval of { $wanted } to each side.
 } { soil-target-standing }
soil-target-open = Whether the target for { $name } ({ $target }) is met cannot be assessed: { $why }. { soil-target-standing }
soil-target-standing = { $standing ->
    [eu-target] This is a non-binding EU target.
    [national] This is a value set by the country.
   *[other] This is an EU target, used here as a reference.
 }
soil-law-reading = The classes healthy (target met), target missed and trigger reached are our reading of a secondary source. The Directive was read in the official Romanian text only at the opening of its annex; the table below says of each row how it was read.
soil-law-no-verdict = No verdict is given over all descriptors, because the article on it was not read. The interval takes the sites as a random sample and says nothing about single soil districts.
few-for-share = a share for the country, because { $n_sites ->
    [one] only { $n_sites } site was
   *[other] only { $n_sites } sites were
 } judged and { $needed } are needed
none-seen = that all soils are in a good state; up to { $at_most } may not be
none-good = that no soil is in a good state; up to { $at_most } may be
half-open = whether most soils are in a good state, because the interval includes { $half }

# Descriptors of the law without a verdict
soil-law-reported = { $n_reported ->
    [one] { $n_reported } indicator or contaminant of the law was measured and is
   *[other] { $n_reported } indicators and contaminants of the law were measured and are
 } reported without a verdict, because the law sets no criterion or no national value was sent: { $reported }.{ $not_measured ->
    [missing] { "" }
   *[other] { " " }Not measured: { $not_measured }.
 }
soil-law-districts = { $n_districts ->
    [one] { $n_districts } soil district was judged
   *[other] { $n_districts } soil districts were judged
 } separately; { $n_open } of { $n_shares } shares of sites in a good state leave a conclusion open, because the sites are too few.
soil-law-dated = { $name }: { $date } ({ $binding }; how it was read: { $how_read }).

# Carbon stock
soil-carbon-class = The ratio of organic carbon to clay is in the lowest class ({ $label }) at { $share_of_sites } of { $n_all ->
    [one] { $n_all } site
   *[other] { $n_all } sites
 } ({ $confidence } interval { $share_lower } to { $share_upper }).{ $made_of ->
    [loss-on-ignition] { " " }Carbon was taken as { $factor } times the loss on ignition ({ $factor_lower } to { $factor_upper }, which gives { $n_low } and { $n_high } sites); loss on ignition also holds the water of clay and, where heated strongly, carbonates, so the ratio is too high and this share is a lower bound.
   *[measured] { "" }
 }
soil-carbon-stock = The soil holds { $stock } t/ha of organic carbon to { $depth_cm } cm{ $stock_lower ->
    [missing] { "" }
   *[other] { " " }({ $confidence } interval { $stock_lower } to { $stock_upper })
 }, the mean of { soil-sites }.{ $n_without_coarse ->
    [0] { "" }
   *[other] { " " }At { $n_without_coarse } of them no coarse fragments are stated and none were taken off, so the stock may be too high.
 }{ $n_shallower ->
    [0] { "" }
   *[other] { " " }{ $n_shallower } sites with carbon and density were sampled to another depth and are not in it.
 }
soil-carbon-change = At an equivalent soil mass, the carbon stock of { soil-sites } changed by { $change } t/ha{ $change_lower ->
    [missing] { "" }
   *[other] { " " }({ $confidence } interval { $change_lower } to { $change_upper })
 }, from { $first } to { $last } t/ha; it fell by more than a tenth at { $n_degraded } and rose by more than a tenth at { $n_improved }. For the SDG indicator of degraded land this is the { $scope }: land cover and productivity are not known, and the baseline is the first sampling.

# Contamination
soil-no-background = { $fitting ->
    [missing] No contamination index can be given, because no known background applies to a measured contaminant.
   *[other] No contamination index can be given, because none of the named backgrounds applies. Known backgrounds for this matrix and fraction are { $fitting }.
 }
soil-depends-on-background = The class of contamination depends on the background chosen ({ $backgrounds }): { $flipping }.
depends-on-background = { $index }, “{ $used }” or “{ $other }”
soil-index-exact = { soil-index-head } is { $value }{ soil-index-tail }
soil-index-at-most = { soil-index-head } is at most { $value }{ soil-index-tail }
soil-index-between = { soil-index-head } is between { $value_lower } and { $value }{ soil-index-tail }
soil-index-head = Compared with { $background }, the { $index } of { $substances } ({ $fraction })
soil-index-tail = { " " }(class: { $index_class }).{ $other_value ->
    [missing] { "" }
   *[other] { " " }Compared with { $other_background }, it is { $other_value } (class: { $other_index_class }).
 }{ $flips ->
    [yes] { " " }The class depends on the background.
   *[other] { "" }
 }{ $caution ->
    [missing] { "" }
   *[other] { " " }Caution: { $caution }.
 }
soil-enrichment = Enrichment factors, relative to { $reference_element }
soil-no-enrichment = { $reference_element } was not measured in the same fraction, or the background gives no content for it.

# Own background
soil-anomalies = { $substance } ({ $fraction }) is above the limit of the local background of { $median_mad } mg/kg at { $n_anomalies } of { soil-sites }.{ $by_geology ->
    [yes] { " " }Caution: rocks alone may make it high.
   *[no] { "" }
 }
soil-own-background = The limits are worked out from all topsoils of the country and hold where most of them are not contaminated. Median plus two MAD is little moved by a few contaminated sites; the percentile and the tolerance limit are. Arsenic, nickel and chromium may be high over some rocks by nature. A site above a limit is an anomaly to be looked at, not a contaminated site.

# Health risk
soil-hazard-above = { soil-hazard-head } { $hi }, above the screening level of one{ soil-hazard-basis }{ soil-hazard-tail }
soil-hazard-not-above = { soil-hazard-head } { $hi }, not above the screening level of one{ soil-hazard-basis }{ soil-hazard-tail }
soil-hazard-head = The hazard index for { $receptor ->
    [child] a child
    [adult] an adult
   *[other] the receptor
 } over all organs is
soil-hazard-basis = { " " }(toxicity values { $risk_set }; { $substances }).
soil-hazard-tail = { $share_sites_above ->
    [missing] { "" }
    [0] { " " }It is above one at no site.
   *[other] { " " }It is above one at { $share_sites_above } of the sites.
 }{ $flips ->
    [yes] { " " }Whether it is above one depends on the toxicity values used.
   *[other] { "" }
 }
soil-cancer-risk = Screening estimate of added lifetime cancer risk: { $ilcr }, { $acceptable } US EPA’s range of generally acceptable exposure ({ $acceptable_lower } to { $acceptable_upper }){ $acceptable ->
    [above] ; above it, action is generally warranted, after a site-specific assessment
   *[other] { "" }
 }. It uses the toxicity values { $risk_set } for { $substances }.{ $ilcr_background ->
    [missing] { "" }
   *[other] { " " }The background alone ({ $background }; { $in_background }) would give { $ilcr_background }.
 }
soil-lead-above = { $name } is above the US EPA screening level of { $screening_mg_kg } mg/kg at { $share_above_screening } of the sites ({ $n_above_screening } of { $n_sites }; { $confidence } interval { $share_lower } to { $share_upper }){ $n_above_removal ->
    [missing] { "" }
    [0] { " " }and above the removal management level of { $removal_mg_kg } mg/kg at none
   *[other] { " " }and above the removal management level of { $removal_mg_kg } mg/kg at { $n_above_removal }
 }. The upper confidence limit of the mean is { $exposure_mg_kg } mg/kg, { $place } ({ $risk_set }).{ $n_undecided ->
    [0] { "" }
   *[other] { " " }At { $n_undecided } the detection limit is too high to tell.
 }
soil-lead-below = { $name } is above the US EPA screening level of { $screening_mg_kg } mg/kg at no site of { $n_sites }; the upper confidence limit of the mean is { $exposure_mg_kg } mg/kg ({ $risk_set }).{ $n_undecided ->
    [0] { "" }
   *[other] { " " }At { $n_undecided } the detection limit is too high to tell.
 }
soil-chromium = Total chromium cannot be screened as it is. At its upper confidence limit of { $exposure_mg_kg } mg/kg, the hazard quotient of a child would be { $hq_as_iii ->
    [missing] unknown
   *[other] { $hq_as_iii }
 } if all were chromium III, and { $hq_as_vi ->
    [missing] unknown
   *[other] { $hq_as_vi }
 }{ $ilcr_as_vi ->
    [missing] { "" }
   *[other] { " " }with an added lifetime cancer risk of { $ilcr_as_vi }
 } if all were chromium VI, which soils seldom are. Chromium VI needs to be measured ({ $risk_set }).
soil-contact-hazard = Screening estimate for { $contact } ({ $receptor }): the hazard index over all organs is { $hi }; it is above one at { $share_sites_above ->
    [0] no site
   *[other] { $share_sites_above } of the sites
 } ({ $risk_set }; { $substances }).
soil-contact-cancer = Screening estimate for { $contact }, lifetime: added cancer risk { $ilcr }, { $acceptable } US EPA’s range of generally acceptable exposure{ $ilcr_background ->
    [missing] { "" }
   *[other] ; the background alone would give { $ilcr_background }
 } ({ $risk_set }; { $substances }).{ $without_uptake ->
    [missing] { "" }
   *[other] { " " }Home produce is not counted for { $without_uptake }, whose uptake into plants is not recorded.
 }
soil-contact-unread = Exposure of workers, visitors and farmers, and the uptake into plants, are defaults that have not been read in their sources (see the constants); uptake differs between soils and crops by orders of magnitude.
soil-organs-of-adults = Values by organ for adults are in hazard.csv.
toxicity-parameter = { $parameter }
values-verified = yes
values-unread = not verified against the source: { $parameters }
values-not-used = not used, because not verified against the source: { $parameters }
chromium-not-specified = total chromium was measured, but toxicity values exist for chromium VI and III only
lead-has-no-dose = lead has no reference dose; it is compared with a screening level
no-toxicity = the set contains no toxicity value

# How sure it is
soil-check = The class changes { $check }: the index is then { $index } out of a hundred ({ $index_class }).
soil-nothing-changes-the-class = The class of the index did not change in any sensitivity analysis.
by-mean = with { $mean }
without-indicator = without { $name }
with-background = with the background { $name }
any-weights = with any weights that add up to one

# Change
soil-change = { $name } { $verdict } between { $first_year } and { $last_year }; the mean change at { soil-sites } is { $change } { $unit }{ $change_lower ->
    [missing] { "" }
   *[other] { " " }({ $change_lower } to { $change_upper })
 }.
soil-change-open = { $name }: a change between { $first_year } and { $last_year } at { soil-sites } cannot be assessed: { $verdict }.
increased = increased
decreased = decreased
no-clear-change = shows no clear change
few-revisited = not enough data, because fewer than { $needed } sites were sampled twice
non-detects-among = not enough data, because some values are non-detects

# What to do next
measure = Measure or provide { $names }
look-into = Investigate the low score of { $name }
look-into-sites = Investigate why sites miss the target for { $name }
agree-on-background = Agree on national background values, by region and fraction
assess-exposure = Carry out a site-specific exposure assessment
not-measured-in = not measured in the { $domain } domain
scores-low = mean score { $score }
sites-miss = { $n_missed ->
    [one] { $n_missed } site misses
   *[other] { $n_missed } sites miss
 } { $target }
index-name = { $index }
class-depends = the class depends on the background chosen ({ $indices })
hazard-is = the hazard index ({ $receptor }) is { $hi } with { $risk_set }
cancer-risk-is = the added lifetime cancer risk is { $ilcr } with { $risk_set }
rule-missing = a required indicator or contaminant was not measured
rule-low-score = mean score below { $limit }
rule-target = a target is missed at any site
rule-background = a class changes with the other background
rule-hazard = a hazard index over all organs is above { $limit }
rule-cancer = a lifetime cancer risk is above US EPA’s range of generally acceptable exposure

# Constants
soil-demonstration = These scores use { $scoring_set }, a set { $set_status }. It is not used for real countries.
soil-trial = Do not publish these scores: they use { $scoring_set }, a set { $set_status } with curves that have not been verified against a source.
soil-unverified = Some reference values used here have not yet been checked against their sources ({ $unverified }); they are listed at the end of the page.
soil-constants-title = Constants not yet checked against their source
soil-constants-notes = All constants are in constants.csv.
curve-of = curve of { $name }
classes-of-scores = classes of scores
content-of = { $substance }, { $background }
limits-of = limits of the classes of the { $index }
toxic-response-of = toxic response of { $substance }
toxicity-of = { $parameter } of { $substance }, { $risk_set }
exposure-of = { $name }
target-organs = target organs

# Figures
axis-score = score, from zero to a hundred (best)
axis-index = zero to a hundred (best)
axis-sites = sites, from the lowest index to the highest
axis-contamination-factor = contamination factor (one: equal to the background)
figure-scores = Mean score of each indicator with its interval over the sites, by domain. Indicators without a score are not drawn; the table gives the reason.
figure-scores-name = { $name } ({ $domain })
figure-scores-row = { $name }: { $score }.
figure-scores-none = There is no figure because no indicator has a score.
figure-site-indices = Index of each site (circle), from { $lowest } to { $highest }, and the score of its weakest indicator (triangle){ figure-shown }. Where they are far apart, the mean hides a low score.
figure-site-indices-index = index
figure-site-indices-weakest = weakest indicator
figure-site-indices-none = There is no figure because no site has an index over all domains.
figure-factors = Median content of the sites divided by the background, for each applicable background. Where the marks of a substance lie on both sides of one, the conclusion depends on the background.
figure-factors-row = { $substance } { $cf } ({ $background }).
figure-factors-none = There is no figure because no contaminant could be compared with a background.
