using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A little noise on every number.</summary>
internal sealed record NoiseTest(double Amount, double MostChanged) : ModelTest(FormattableString.Invariant($"stands noise of {Amount} standard deviations"), "MTEST003")
{
    internal override ModelTestResult RunCore(ModelTestSubject subject)
    {
        Dataset disturbed = subject.Data;
        foreach (Field field in subject.Model.InputSchema.Where(field => field.Type is ColumnType.Number or ColumnType.Integer))
        {
            double[] values = subject.Read(field.Name).ToNumbers().ToArray();
            double spread = Descriptive.StandardDeviation([.. values.Where(double.IsFinite)]);
            if (!(spread > 0)) continue;
            RandomStream random = RandomStream.For(subject.Context.Seed, "model_test.noise").Split(field.Name);
            for (int row = 0; row < values.Length; row++) values[row] += Amount * spread * random.NextGaussian();
            disturbed = disturbed.With(field.Type == ColumnType.Number
                ? new NumberColumn(field.Name, values)
                : new IntegerColumn(field.Name, Array.ConvertAll(values, value => double.IsNaN(value) ? 0 : (long)Math.Round(value)), MissingMask.Create(values.Length, row => double.IsNaN(values[row]))));
        }

        Predictions after = subject.Score(disturbed), before = subject.AsIs;
        double[] moves = ModelTestSubject.Moves(before, after);
        if (before.Task == TaskKind.Regression)
        {
            double spread = Descriptive.StandardDeviation(before.Values), mean = spread > 0 ? moves.Average() / spread : 0;
            return Result(mean <= MostChanged, mean, MostChanged, $"the predictions move by {ReportNumber.Format(mean, digits: 3)} of their standard deviation in the mean; {ReportNumber.Format(MostChanged)} is allowed.{Remedy(mean)}") with { Spread = ModelTestSpread.Of(RowMoves, "Rows", moves, null) };
        }

        int[] changed = [.. Enumerable.Range(0, before.RowCount).Where(row => before.Decisions[row] != after.Decisions[row])];
        double share = (double)changed.Length / before.RowCount;
        return Result(share <= MostChanged, share, MostChanged, $"{Share(changed.Length, before.RowCount)} are decided otherwise ({ReportNumber.Percent(share, 3)}); {ReportNumber.Percent(MostChanged)} is allowed.{Remedy(share)}", changed) with { Spread = ModelTestSpread.Of(RowMoves, "Rows", moves, null) };
    }

    private string Remedy(double measured) => measured <= MostChanged ? "" : " Fewer leaves, more rows in each and averaging (a forest, more trees at a lower rate) make a model steadier.";
}
