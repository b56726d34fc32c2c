using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tests whether that a column is missing tells the label.</summary>
internal static class MissingLabelTests
{
    // Of fewer rows no test says much, and of fewer that are expected in a cell the chi-square distribution says little.
    private const int FewestRows = 5;

    public static MissingLabelTest[] Run(Dataset data, string[] names, int[][] holes, CancellationToken cancellationToken)
    {
        if (data.Label is not { } label || label is TimestampColumn || label.MissingCount == label.Length) return [];
        ClassCodes? classes = ClassCodes.TryRead(data);
        double[] numbers = classes is null ? ColumnCells.Read(label) : [];
        var tests = new List<MissingLabelTest>();
        for (int i = 0; i < names.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (names[i] == label.Name) continue;
            var isMissing = new int[data.RowCount];
            foreach (int row in holes[i]) isMissing[row] = 1;
            tests.Add(classes is null ? OfNumber(names[i], isMissing, numbers) : OfClasses(names[i], isMissing, classes));
        }

        double[] adjusted = MultipleTesting.BenjaminiHochberg([.. tests.Select(test => test.PValue)]);
        return [.. tests.Select((test, i) => test with { AdjustedPValue = adjusted[i] }).OrderBy(test => double.IsNaN(test.AdjustedPValue) ? 2 : test.AdjustedPValue)];
    }

    private static MissingLabelTest OfClasses(string name, int[] isMissing, ClassCodes classes)
    {
        var counts = new long[2, classes.Names.Length];
        long[] totals = new long[2];
        for (int row = 0; row < isMissing.Length; row++)
        {
            if (classes.Codes[row] < 0) continue;
            counts[isMissing[row], classes.Codes[row]]++;
            totals[isMissing[row]]++;
        }

        double Share(int side, int code) => totals[side] == 0 ? double.NaN : (double)counts[side, code] / totals[side];
        int last = classes.Names.Length - 1;
        int most = last <= 1 ? last : Enumerable.Range(0, last + 1).MaxBy(code => Math.Abs(Share(1, code) - Share(0, code)));
        double p = totals.Min() < FewestRows || last < 1 ? double.NaN : PValueOf(counts, totals, isMissing, classes.Codes);
        return new MissingLabelTest(name, (int)totals[1], classes.Names[most], Share(1, most), Share(0, most), p, double.NaN);
    }

    // Where rows are too few for chi-square, each class against all others by the exact test, corrected for the number of classes.
    private static double PValueOf(long[,] counts, long[] totals, int[] isMissing, int[] codes)
    {
        int[] present = [.. Enumerable.Range(0, counts.GetLength(1)).Where(code => counts[0, code] + counts[1, code] > 0)];
        double least = present.Min(code => counts[0, code] + counts[1, code]) * (double)totals.Min() / totals.Sum();
        if (least >= FewestRows) return ContingencyTable.Of(isMissing, codes).ChiSquare().PValue;
        double surest = present.Min(code => ShareTest.PValue(counts[0, code], totals[0], counts[1, code], totals[1]));
        return Math.Min(1, surest * (present.Length > 2 ? present.Length : 1));
    }

    private static MissingLabelTest OfNumber(string name, int[] isMissing, double[] label)
    {
        double[] missing = Of(1), present = Of(0);
        double p = Math.Min(missing.Length, present.Length) < FewestRows ? double.NaN : RankSumTest.Of(missing, present).PValue;
        return new MissingLabelTest(name, missing.Length, null, Descriptive.Mean(missing), Descriptive.Mean(present), p, double.NaN);

        double[] Of(int side) => [.. label.Where((value, row) => isMissing[row] == side && !double.IsNaN(value))];
    }
}
