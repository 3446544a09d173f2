"""A file of a published layout comes in with its draft and few settings by hand."""

import pytest

from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store
from workbench.vocabulary.languages import layouts

FILES = {
    "Water Quality Portal": (
        "OrganizationIdentifier,ActivityIdentifier,ActivityTypeCode,ActivityMediaName,"
        "ActivityStartDate,MonitoringLocationIdentifier,ResultIdentifier,"
        "ResultDetectionConditionText,CharacteristicName,ResultMeasureValue,"
        "ResultMeasure/MeasureUnitCode,DetectionQuantitationLimitMeasure/MeasureValue,"
        "DetectionQuantitationLimitMeasure/MeasureUnitCode\n"
        "X,A1,Sample-Routine,Soil,2015-03-02,X-1,R1,,Nickel,12,mg/kg,0.5,mg/kg\n"
        "X,A1,Sample-Routine,Soil,2015-03-02,X-1,R2,Not Detected,Mercury,,,20,ug/kg\n"
        "X,A2,Quality Control Sample-Field Blank,Soil,2015-03-02,X-1,R3,,Nickel,1,mg/kg,,\n"
        "X,A3,Sample-Routine,Water,2015-03-02,X-2,R4,,Nickel,1,ug/l,,\n",
        {("Ni", 12.0, False), ("Hg", 0.02, True)},
    ),
    "Water Quality Portal 3": (
        "Location_Identifier,Activity_ActivityIdentifier,Activity_StartDate,Activity_Media,"
        "Result_Characteristic,Result_Measure,Result_MeasureUnit,Result_ResultDetectionCondition,"
        "DetectionLimit_MeasureA,DetectionLimit_MeasureUnitA\n"
        "X-1,A1,2015-03-02,Soil,Nickel,12,mg/kg,,0.5,mg/kg\n"
        "X-1,A1,2015-03-02,Soil,Mercury,,,Not Detected,20,ug/kg\n",
        {("Ni", 12.0, False), ("Hg", 0.02, True)},
    ),
    "EQuIS": (
        "#sys_loc_code,sample_date,sys_sample_code,sample_type_code,matrix_code,start_depth,"
        "end_depth,depth_unit,chemical_name,cas_rn,result_value,result_unit,detect_flag,"
        "lab_qualifiers,method_detection_limit,reporting_detection_limit,detection_limit_unit\n"
        "X-1,03/22/2015,S1,N,SO,0,1,ft,Nickel,7440-02-0,12,mg/kg,Y,,0.1,0.5,mg/kg\n"
        "X-1,03/22/2015,S1,N,SO,0,1,ft,Mercury,7439-97-6,,ug/kg,N,U,10,20,ug/kg\n"
        "X-1,03/22/2015,S2,FD,SO,0,1,ft,Nickel,7440-02-0,13,mg/kg,Y,,0.1,0.5,mg/kg\n",
        {("Ni", 12.0, False), ("Hg", 0.02, True)},
    ),
    "ICES DOME": (
        "Country,MYEAR,STATN,Latitude,Longitude,DATE,MATRX,PARAM,BASIS,QFLAG,Value,MUNIT,DETLI,"
        "LMQNT,METOA,ALABO,tblSampleID,DEPHU,DEPHL\n"
        "XAA,2015,ST1,55.5,12.5,02/03/2015,SEDTOT,NI,D,,12,mg/kg,0.1,0.5,M1,L1,1,0,0.02\n"
        "XAA,2015,ST1,55.5,12.5,22/03/2015,SEDTOT,HG,D,<,20,ug/kg,10,20,M1,L1,2,0,0.02\n"
        "XAA,2015,ST1,55.5,12.5,22/03/2015,SEDTOT,FLU,D,,70,ug/kg,10,20,M1,L1,2,0,0.02\n",
        {("Ni", 12.0, False), ("Hg", 0.02, True), ("Fla", 0.07, False)},
    ),
    "ESdat": (
        "SampleCode,ChemCode,OriginalChemName,Prefix,Result,Result_Unit,Total_or_Filtered,"
        "Method_Name,EQL,EQL_Units,Lab_Qualifier,LocCode,Sampled_Date_Time,Matrix_Type,"
        "Sample_Type,Depth\n"
        "S1,7440-02-0,Nickel,,12,mg/kg,T,M,1,mg/kg,,BH1,2015-03-02 10:30:00,Soil,Normal,0-0.5\n"
        "S1,7439-97-6,Mercury,<,0.02,mg/kg,T,M,0.02,mg/kg,,BH1,2015-03-02 10:30:00,Soil,Normal,"
        "0-0.5\n"
        "S2,7440-02-0,Nickel,,13,mg/kg,T,M,1,mg/kg,,BH1,2015-03-02 10:30:00,Soil,Field_D,0-0.5\n",
        {("Ni", 12.0, False), ("Hg", 0.02, True)},
    ),
    "LUCAS topsoil": (
        "POINTID,Depth,pH_CaCl2,pH_H2O,EC,OC,CaCO3,P,N,K,NUTS_0,TH_LAT,TH_LONG,SURVEY_DATE,LC\n"
        "47862690,0-20 cm,4.1,4.8,8.7,12.4,3,< LOD,1.1,101.9,XAA,47.15,14.8,06-07-18,C23\n"
        "47862691,0-20 cm,4.1,4.9,8.7,22.4,3,12.3,1.1,101.9,XAA,47.16,14.8,16-07-18,C23\n",
        {("pH", 4.8, False), ("pH", 4.9, False), ("SOC", 12.4, False), ("SOC", 22.4, False)},
    ),
    "GEMAS": (
        "COUNTRY,longitude,latitude,Xcoord,Ycoord,MeanTemp,AnnPrec,soilclass,Zn,Ba,clay\n"
        "XAA,14.5,47.5,4500000,2700000,90,800,1,55,300,18\n"
        "AUS,14.5,47.6,4500000,2700000,90,800,1,56,300,18\n",
        {("Zn", 55.0, False), ("Ba", 300.0, False)},
    ),
    "WoSIS": (
        "profile_id,profile_layer_id,country_name,upper_depth,lower_depth,layer_name,"
        "orgc_value,orgc_value_avg,orgc_method,date,dataset_id,profile_code,license,longitude,"
        "latitude\n"
        "1,11,XAA,0,20,Ap,{1:12.4},12.4,x,2004-05-06,D,P-1,CC-BY,36.8,-1.3\n",
        {("SOC", 12.4, False)},
    ),
}


@pytest.mark.parametrize("layout", layouts())
def test_a_file_of_a_published_layout_comes_in_with_its_draft(tmp_path, store, layout):
    text, wanted = FILES[layout]
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    draft = draft_mapping(tmp_path / "a.csv")
    assert f"Its columns are those of {layout}." in draft
    n_settings = 0
    if "iso3:" not in draft.partition("columns:")[2]:
        draft = draft.replace("constants:\n", "constants:\n  iso3: XAA\n")
        n_settings += 1
    if layout == "ICES DOME":
        draft = draft.replace("constants:\n", "constants:\n  matrix: sediment\n")
        n_settings += 1
    if layout == "LUCAS topsoil":
        draft = draft.replace("file:\n", "file:\n  two_digit_years_from: 1950\n")
        n_settings += 1
    (tmp_path / "m.yml").write_text(draft, encoding="utf-8")
    ingest(tmp_path / "a.csv", tmp_path / "m.yml", store)
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    found = set(zip(rows["substance"], rows["value"].round(6), rows["censored"], strict=True))
    assert wanted <= found
    assert n_settings <= 5
    if layout in ("Water Quality Portal", "EQuIS", "ESdat", "ICES DOME"):
        assert found == wanted
