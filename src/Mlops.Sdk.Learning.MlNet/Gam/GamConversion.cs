using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Mlops.Sdk;

/// <summary>
/// ML.NET's additive models as neutral ones. Its bins hold single-precision values, so a cut lies where a double stops being rounded into the bin: both put every number into the same bin, and
/// the sums are equal before ML.NET rounds its own to single precision.
/// </summary>
internal static class GamConversion
{
    // Where doubles begin to be rounded to infinity, 2^128 less half a step.
    private const double SingleLimit = 3.4028235677973366e38;

    public static AdditiveModel Model(GamModelParametersBase native, TrainingInput input, float[]? missing)
    {
        double[][] bounds = BinUpperBounds(native), effects = BinEffects(native);
        int[] features = ShapeToInputMap(native);
        double most = Most(input.Target);
        if (!(Math.Abs(native.Bias) <= most) || effects.Any(own => own.Any(effect => !(Math.Abs(effect) <= most))))
            throw new MlopsException("MLO2209", "The additive model did not settle: its sums swing ever wider. Lower LearningRate below two divided by the number of columns, or leave it out.");
        List<AdditiveTerm> terms = [];
        // In the order in which the native model sums.
        foreach (int shape in Enumerable.Range(0, features.Length).OrderBy(shape => features[shape]))
            terms.Add(Term(features[shape], bounds[shape], effects[shape], input.Columns[features[shape]], missing));
        return new AdditiveModel(input.Columns.Length, [native.Bias], terms);
    }

    /// <summary>Throws unless both score alike on a sample of the training rows, once rounded to single precision.</summary>
    public static void Verify(NativeGamFit fit, TrainingInput input, float[]? missing)
    {
        int[] sample = ConversionCheck.Sample(input.Rows);
        Column[] columns = [.. input.Columns.Select(column => column.Take(sample))];
        double[] row = new double[columns.Length];
        double[] score = new double[1];
        IDataView scored = fit.Transformer.Transform(new TrainingView(new FeatureMatrix(columns, missing), TrainingTarget.None));
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        ValueGetter<float> getter = cursor.GetGetter<float>(scored.Schema["Score"]);
        for (int i = 0; cursor.MoveNext(); i++)
        {
            float expected = 0;
            getter(ref expected);
            for (int feature = 0; feature < columns.Length; feature++)
                columns[feature].CopyNumbers(i, row.AsSpan(feature, 1));
            fit.Model.Score(row, score);
            if (!expected.Equals((float)score[0]))
                throw ConversionCheck.Fault(string.Create(CultureInfo.InvariantCulture, $"the score of check row {i} is {score[0]:R} and not {expected:R}"));
        }
    }

    // What settles stays near the labels, or near log odds that mean something; what swings passes both by orders of magnitude.
    private static double Most(TrainingTarget target) =>
        target.Kind == TargetKind.Binary ? 1e4 : 1e3 * Math.Max(float.Epsilon, target.Values.Max(value => Math.Abs((double)value)));

    private static TableTerm Term(int feature, double[] bounds, double[] effects, Column column, float[]? missing)
    {
        List<double> cuts = [], values = [];
        for (int bin = 0; bin < effects.Length; bin++)
        {
            double cut = bin < effects.Length - 1 ? Cut(bounds[bin]) : double.PositiveInfinity;
            // No single-precision number lies between two cuts that are one.
            if (cuts.Count > 0 && cut <= cuts[^1])
                continue;
            values.Add(effects[bin]);
            if (bin < effects.Length - 1)
                cuts.Add(cut);
        }

        TermAxis axis = TermAxis.Numbers(feature, cuts);
        values.Add(missing is not null && !float.IsNaN(missing[feature]) ? values[axis.CellOf(missing[feature])] : 0);
        double[] rows = new double[axis.CellCount];
        foreach (double value in column.ToNumbers().Span)
            rows[axis.CellOf(value)]++;
        return new TableTerm([axis], [.. values], rowWeights: [.. rows]);
    }

    /// <summary>The largest double that is rounded to a single-precision number of at most the bound.</summary>
    internal static double Cut(double bound)
    {
        float below = (float)bound;
        if (below > bound)
            below = MathF.BitDecrement(below);
        float above = MathF.BitIncrement(below);
        if (float.IsInfinity(above))
            return Math.BitDecrement(SingleLimit);
        double middle = ((double)below + above) / 2;
        // Half way between two, the one with the even last bit is taken.
        return (float)middle == below ? middle : Math.BitDecrement(middle);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_binUpperBounds")]
    private static extern ref double[][] BinUpperBounds(GamModelParametersBase model);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_binEffects")]
    private static extern ref double[][] BinEffects(GamModelParametersBase model);

    // The public methods refuse the features behind one that was left out for being constant.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_shapeToInputMap")]
    private static extern ref int[] ShapeToInputMap(GamModelParametersBase model);
}
