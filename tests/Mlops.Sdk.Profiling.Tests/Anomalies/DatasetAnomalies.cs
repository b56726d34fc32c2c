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
        Broken("COMPARATOR_L_INFTY_HIGH", "VAL028", "x", 0.25, Rule.Distance("x", DistributionMeasure.LInfinity, 0.2), Mix(1, 3), Mix(3, 5), s_halves),
        Broken("COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH", "VAL028", "x", null, Rule.Distance("x", DistributionMeasure.JensenShannon, 0.2), Mix(100, 300), Mix(180, 220), s_halves),
        Broken("COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH", "VAL028", "x", 0.5, Rule.Distance("x", DistributionMeasure.AbsoluteDifference, 0.4), Mix(150, 150), Mix(55, 45), s_halves),
        Broken("COMPARATOR_CONTROL_DATA_MISSING", "VAL028", "y", null, Of(Words("y", "a")), (s_nearY, s_halves), (s_nearY, new() { Previous = DatasetSummary.Compute(Of(Words("y", "a"))) })),
        Broken("COMPARATOR_TREATMENT_DATA_MISSING", "VAL001", "x", null, Rule.Distance("x", DistributionMeasure.LInfinity, 0.2), Of(Words("z", "a")), Mix(1, 1), s_halves),
        Changed("COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH", "CMP034", "x", ComparisonCorpus.All["CMP034"].Fires, ComparisonCorpus.All["CMP034"].Silent),
        Changed("COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH", "CMP043", "x", ComparisonCorpus.All["CMP043"].Fires, ComparisonCorpus.All["CMP043"].Silent),
        Changed("COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH", "CMP043", "x", ComparisonCorpus.All["CMP043"].Fires, ComparisonCorpus.All["CMP043"].Silent),
        Skewed("SCHEMA_TRAINING_SERVING_SKEW", "SKEW010", "x", (Requests([1, 2, 3], 10, 20, 30), Requests([3, 1], 30, 11)), (Requests([1, 2, 3], 10, 20, 30), Requests([3, 1], 30, 10.000001))),
        Skewed("SCHEMA_TRAINING_SERVING_SKEW", "SKEW001", "x", (Requests([1, 2], 10, 20), Requests([1, 2], 10, 20).Rename("x", "X")), (Requests([1, 2], 10, 20), Requests([2, 1], 20, 10))),
        Broken("SCHEMA_TRAINING_SERVING_SKEW", "VAL028", "x", 0.25, Rule.Distance("x", DistributionMeasure.LInfinity, 0.2), Mix(1, 3), Mix(3, 5), s_halves),
    ];

    private static readonly ValidationOptions s_tenBefore = new() { PreviousRowCount = 10 }, s_halves = new() { Previous = DatasetSummary.Compute(Mix(50, 50)) };
    private static readonly Rule s_nearY = Rule.Distance("y", DistributionMeasure.LInfinity, 0.2);

    private static Dataset Mix(int red, int blue) => Of(Words("x", [.. Enumerable.Repeat("red", red), .. Enumerable.Repeat("blue", blue)]));

    private static Dataset Requests(long[] ids, params double[] values) => Of(Integers("id", ids), Numbers("x", values));

    private static Dataset Rows(int count) => Of(Integers("id", [.. Enumerable.Range(0, count).Select(i => (long)i)]));
}
