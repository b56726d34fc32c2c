using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>KMeans-SMOTE (Douzas, Bacao and Last 2018): rows are made within clusters in which a class is not outnumbered too much, more of them where it lies sparsely.</summary>
internal sealed record KMeansSmoteMethod(int Clusters, int Neighbors, double MostOthers, bool Scale, double? DensityExponent = null) : PairMethod(Neighbors, Scale)
{
    public int Clusters { get; init; } = Valid.AtLeast(Clusters, 1, nameof(Clusters));

    public double MostOthers { get; init; } = Valid.Above(MostOthers, 0, nameof(MostOthers));

    public double? DensityExponent { get; init; } = DensityExponent is { } exponent ? Valid.AtLeast(exponent, 0, nameof(DensityExponent)) : null;

    // Of so many rows of a cluster the mean distance is taken.
    private const int MostCompared = 500;

    internal override string Name => FormattableString.Invariant($"KMeans-SMOTE with {Clusters} clusters and {Neighbors} neighbors");

    internal override bool LooksAtAll => true;

    internal override void AddPairs(RebalanceWork work, RebalanceSpace space, int code, int count, PairList pairs)
    {
        int[] clusters = space.ClustersOf(work, Clusters), classes = work.Label.Codes.ToArray();
        int[][] chosen = [.. work.AllRows().GroupBy(row => clusters[row]).OrderBy(cluster => cluster.Key)
            .Select(cluster => (Rows: cluster.Where(row => classes[row] == code).ToArray(), Others: cluster.Count(row => classes[row] != code)))
            .Where(cluster => cluster.Rows.Length > 1 && cluster.Others + 1 <= MostOthers * (cluster.Rows.Length + 1)).Select(cluster => cluster.Rows)];
        if (chosen.Length == 0)
        {
            work.Findings.Add(new Finding("PREP306", Severity.Info, null, FormattableString.Invariant($"In none of {Clusters} clusters class {ErrorText.Show(work.Label.Classes[code])} has two rows and at most {MostOthers} others for each; rows were made as by SMOTE. Ask for more clusters.")));
            AddEvenly(work, space, code, count, pairs);
            return;
        }

        int[] shares = Apportionment.LargestRemainder(Weights(work, space, chosen), count);
        for (int i = 0; i < chosen.Length; i++)
        {
            RandomStream random = work.Context.Random.Split("cluster").Split(code).Split(i);
            Interpolate(ClassNeighborhood.Within(work, space.Among, chosen[i], Neighbors), RebalanceWork.Draw(chosen[i].Length, shares[i], random.Split("draw")), random.Split("smote"), pairs);
        }
    }

    // The mean distance to the power of the exponent over the number of rows, as a share of the greatest, by logarithms, for the power may be beyond the range of numbers.
    private double[] Weights(RebalanceWork work, RebalanceSpace space, int[][] chosen)
    {
        double exponent = DensityExponent ?? work.Train.Features.Count(column => column.IsNumeric || column.Type == ColumnType.Category);
        double[] logs = Array.ConvertAll(chosen, rows => (exponent * Math.Log(MeanDistance(work, space, rows))) - Math.Log(rows.Length));
        double greatest = logs.Max();
        return Array.ConvertAll(logs, log => double.IsFinite(greatest) ? Math.Exp(log - greatest) : 0);
    }

    private static double MeanDistance(RebalanceWork work, RebalanceSpace space, int[] rows)
    {
        int[] compared = rows.Length <= MostCompared ? rows : [.. work.Context.Random.Split("compared").SampleWithoutReplacement(rows.Length, MostCompared).Order().Select(place => rows[place])];
        return space.DistancesTo(compared, rows).MeanBetween(work.Context.CancellationToken);
    }
}
