using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tests whether that a column is missing tells the label.</summary>
internal static class MissingLabelTests
{
    // Of fewer rows the chi-square distribution says little.
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
        double p = totals.Min() < FewestRows || last < 1 ? double.NaN : ContingencyTable.Of(isMissing, classes.Codes).ChiSquare().PValue;
        return new MissingLabelTest(name, (int)totals[1], classes.Names[most], Share(1, most), Share(0, most), p, double.NaN);
    }

    private static MissingLabelTest OfNumber(string name, int[] isMissing, double[] label)
    {
        Moments missing = new(), present = new();
        for (int row = 0; row < label.Length; row++)
            if (!double.IsNaN(label[row])) (isMissing[row] == 1 ? missing : present).Add(label[row]);
        double p = Math.Min(missing.Count, present.Count) < FewestRows ? double.NaN : WelchTest.Of(missing, present).PValue;
        return new MissingLabelTest(name, (int)missing.Count, null, missing.Mean, present.Mean, p, double.NaN);
    }
}
