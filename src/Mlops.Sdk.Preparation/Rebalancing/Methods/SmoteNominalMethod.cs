using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>SMOTE-N (Chawla et al. 2002, section 6.2): rows of categories alone, by the vote of a row and its neighbors, which are near when their levels stand for the same classes.</summary>
internal sealed record SmoteNominalMethod(int Neighbors) : MakingMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    internal override string Name => FormattableString.Invariant($"SMOTE-N with {Neighbors} neighbors");

    internal override Dataset Make(RebalanceWork work, int[] target, int[] raised)
    {
        Column[] nominal = [.. work.Train.Features.Where(column => column.Type is ColumnType.Category or ColumnType.Flag)];
        string[] numbers = [.. work.Train.Features.Where(column => column.Type is ColumnType.Number or ColumnType.Integer).Select(column => column.Name)];
        if (numbers.Length > 0 || nominal.Length == 0)
            throw new MlopsException("MLO1702", numbers.Length > 0
                ? $"SMOTE-N makes rows of categories and flags alone, and {Extensibility.ErrorText.ShowSome(numbers)} are numbers. Take RebalanceMethod.Smote, which does both, or read them as ColumnType.Category."
                : "SMOTE-N needs features that are categories or flags, and there is none. Take RebalanceMethod.Smote, RandomOver or ClassWeights.");
        int[][] codes = [.. nominal.Select(NominalCodes.Of)];
        var metric = new ValueDifference(codes, work.Label.Codes.Span, work.Rows.Length);
        var pairs = new PairList(raised.Sum(code => target[code] - work.Rows[code].Length));
        foreach (int code in raised)
        {
            ClassNeighborhood near = ClassNeighborhood.Of(work, (rows, neighbors) => Near(metric, rows, neighbors, work), code, Neighbors);
            int[][] voters = [.. work.Rows[code].Select((row, place) => (int[])[row, .. near.Of(place)])];
            foreach (int start in work.DrawOf(code, target[code] - work.Rows[code].Length)) pairs.Add(near.RowOf(start), near.RowOf(start), 0, voters[start]);
        }

        return SyntheticRows.Append(work.Train, new PairRows(pairs, work.Train.RowCount), work.Context);
    }

    private static NearRows Near(ValueDifference metric, int[] rows, int neighbors, RebalanceWork work)
    {
        neighbors = Math.Min(neighbors, rows.Length - 1);
        return neighbors < 1 ? NearRows.None(rows.Length) : NearRows.Of(metric.SearchAmong(rows, neighbors, work.Context.MaxThreads, work.Context.CancellationToken), rows);
    }
}
