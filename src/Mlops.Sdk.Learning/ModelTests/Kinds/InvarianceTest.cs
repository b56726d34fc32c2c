using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A change that must not matter.</summary>
internal sealed record InvarianceTest(string What, Func<Dataset, Dataset>? Change, double Tolerance, double PassFraction) : ModelTest($"invariant to {What}", "MTEST001")
{
    private const int MostLevels = 50;
    private const int Shuffles = 5;

    internal override ModelTestResult RunCore(ModelTestSubject subject)
    {
        var worst = new double[subject.Data.RowCount];
        foreach (Dataset changed in Change is null ? Others(subject) : [Change(subject.Data)])
        {
            double[] moves = ModelTestSubject.Moves(subject.AsIs, subject.Score(changed));
            for (int row = 0; row < worst.Length; row++) worst[row] = Math.Max(worst[row], moves[row]);
        }

        int[] failed = [.. Enumerable.Range(0, worst.Length).Where(row => !(worst[row] <= Tolerance)).OrderByDescending(row => worst[row])];
        double most = worst.Max();
        bool passed = worst.Length - failed.Length >= PassFraction * worst.Length;
        return Result(passed, most, Tolerance, failed.Length == 0
            ? $"no row moves by more than {ReportNumber.Format(most, digits: 3)}."
            : $"{Share(failed.Length, worst.Length)} move by more than {ReportNumber.Format(Tolerance)} when {What} changes, by {ReportNumber.Format(most, digits: 3)} at most; {ReportNumber.Percent(1 - PassFraction)} of the rows may.{(passed ? "" : " If it must not matter, take the column out (data.Drop or the role Ignored) and look for columns that stand for it.")}", failed) with { Spread = ModelTestSpread.Of(RowMoves, "Rows", worst, Tolerance) };
    }

    private IEnumerable<Dataset> Others(ModelTestSubject subject)
    {
        Column column = subject.Read(What);
        if (column is FlagColumn flags)
        {
            yield return subject.Data.With(new FlagColumn(What, Array.ConvertAll(flags.Values.ToArray(), value => !value), flags.Missing));
            yield break;
        }

        if (column is CategoryColumn or TextColumn)
        {
            string[] levels = [.. Enumerable.Range(0, column.Length).Where(row => !column.IsMissing(row)).Select(column.GetText).GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostLevels).Select(group => group.Key)];
            foreach (string level in levels)
            {
                string[] all = [.. Enumerable.Repeat(level, column.Length)];
                yield return subject.Data.With(column is TextColumn ? TextColumn.FromValues(What, all) : CategoryColumn.FromValues(What, all));
            }

            yield break;
        }

        for (int shuffle = 0; shuffle < Shuffles; shuffle++)
            yield return subject.Data.With(column.Take(RandomStream.For(subject.Context.Seed, "model_test.invariance").Split(shuffle).Permutation(column.Length)));
    }
}
