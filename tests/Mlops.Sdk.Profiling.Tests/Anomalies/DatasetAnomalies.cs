using static Mlops.Sdk.Profiling.Tests.Anomalies.AnomalyCase;

namespace Mlops.Sdk.Profiling.Tests.Anomalies;

/// <summary>Tables of another size, or spread otherwise, than one before or one at another place.</summary>
internal static class DatasetAnomalies
{
    public static IEnumerable<AnomalyCase> All =>
    [
        Broken("DATASET_LOW_NUM_EXAMPLES", "VAL015", null, 2, Rule.RowCount(3), Rows(2), Rows(3)),
        Broken("DATASET_HIGH_NUM_EXAMPLES", "VAL015", null, 4, Rule.RowCount(0, 3), Rows(4), Rows(3)),
        Broken("NO_DATA_IN_SPAN", "VAL015", null, 0, Rule.RowCount(1), Rows(0), Rows(1)),
        Broken("COMPARATOR_LOW_NUM_EXAMPLES", "VAL025", null, 0.4, Rule.RowCountRatio(min: 0.5), Rows(4), Rows(5), s_tenBefore),
        Changed("COMPARATOR_LOW_NUM_EXAMPLES", "CMP010", null, (Rows(1000), Rows(400)), (Rows(1000), Rows(600))),
        Broken("COMPARATOR_HIGH_NUM_EXAMPLES", "VAL025", null, 2.1, Rule.RowCountRatio(max: 2), Rows(21), Rows(20), s_tenBefore),
        Changed("COMPARATOR_HIGH_NUM_EXAMPLES", "CMP010", null, (Rows(400), Rows(1000)), (Rows(600), Rows(1000))),

        Changed("COMPARATOR_CONTROL_DATA_MISSING", "CMP002", "y", ComparisonCorpus.All["CMP002"].Fires, ComparisonCorpus.All["CMP002"].Silent),
        Changed("COMPARATOR_TREATMENT_DATA_MISSING", "CMP001", "y", ComparisonCorpus.All["CMP001"].Fires, ComparisonCorpus.All["CMP001"].Silent),
        Changed("COMPARATOR_L_INFTY_HIGH", "CMP042", "x", ComparisonCorpus.All["CMP042"].Fires, ComparisonCorpus.All["CMP042"].Silent),
        Changed("COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH", "CMP034", "x", ComparisonCorpus.All["CMP034"].Fires, ComparisonCorpus.All["CMP034"].Silent),
        Changed("COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH", "CMP043", "x", ComparisonCorpus.All["CMP043"].Fires, ComparisonCorpus.All["CMP043"].Silent),
        Changed("COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH", "CMP043", "x", ComparisonCorpus.All["CMP043"].Fires, ComparisonCorpus.All["CMP043"].Silent),
        Changed("SCHEMA_TRAINING_SERVING_SKEW", "CMP032", "x", ComparisonCorpus.All["CMP032"].Fires, ComparisonCorpus.All["CMP032"].Silent),
    ];

    private static readonly ValidationOptions s_tenBefore = new() { PreviousRowCount = 10 };

    private static Dataset Rows(int count) => Of(Integers("id", [.. Enumerable.Range(0, count).Select(i => (long)i)]));
}
