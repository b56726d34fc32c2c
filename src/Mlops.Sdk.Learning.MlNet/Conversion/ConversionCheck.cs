using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>Compares a converted model with the native one on a sample of rows, to the bit. What is not equal is not used.</summary>
internal static class ConversionCheck
{
    public const int SampleRows = 512;

    /// <summary>Throws unless score and probability agree in every row.</summary>
    /// <param name="fit">The native model and its neutral form.</param>
    /// <param name="native">The rows as the native model is to see them.</param>
    /// <param name="raw">The same rows as the neutral model sees them.</param>
    public static void Verify(NativeTreeFit fit, FeatureMatrix native, FeatureMatrix raw)
    {
        if (fit.Transformer is null)
            return;
        IDataView scored = fit.Transformer.Transform(new TrainingView(native, TrainingTarget.None));
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        Func<double[], int, string?> compare = fit.Model.OutputCount > 1
            ? Vectors(cursor, scored, fit)
            : Scalars(cursor, scored, fit);
        float[] row = new float[raw.Width];
        double[] scores = new double[fit.Model.OutputCount];
        for (int i = 0; cursor.MoveNext(); i++)
        {
            raw.Fill(i, row);
            fit.Model.Score(row, scores);
            if (compare(scores, i) is string difference)
                throw Fault(difference);
        }
    }

    /// <summary>The error for a difference.</summary>
    public static MlopsException Fault(string difference) =>
        new("MLO2302", $"The converted model does not score as ML.NET's own: {difference}. The installed version of ML.NET differs from the one this package knows; use the version that the package references.");

    /// <summary>Evenly spaced rows, at most <see cref="SampleRows"/>.</summary>
    public static int[] Sample(int rows)
    {
        int count = Math.Min(rows, SampleRows);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows / count))];
    }

    private static Func<double[], int, string?> Scalars(DataViewRowCursor cursor, IDataView scored, NativeTreeFit fit)
    {
        ValueGetter<float> score = cursor.GetGetter<float>(scored.Schema["Score"]);
        ValueGetter<float>? probability = fit.Link is LogitLink && scored.Schema.GetColumnOrNull("Probability") is DataViewSchema.Column column ? cursor.GetGetter<float>(column) : null;
        return (scores, row) =>
        {
            float expected = 0;
            score(ref expected);
            if (!((double)expected).Equals(scores[0]))
                return Difference("score", row, expected, scores[0]);
            if (probability is null)
                return null;
            probability(ref expected);
            fit.Link.Apply(scores);
            return ((double)expected).Equals(scores[0]) ? null : Difference("probability", row, expected, scores[0]);
        };
    }

    private static Func<double[], int, string?> Vectors(DataViewRowCursor cursor, IDataView scored, NativeTreeFit fit)
    {
        ValueGetter<VBuffer<float>> score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
        VBuffer<float> expected = default;
        return (scores, row) =>
        {
            score(ref expected);
            fit.Link.Apply(scores);
            for (int output = 0; output < scores.Length; output++)
            {
                if (!((double)expected.GetItemOrDefault(output)).Equals(scores[output]))
                    return Difference($"probability of class {output}", row, expected.GetItemOrDefault(output), scores[output]);
            }

            return null;
        };
    }

    private static string Difference(string what, int row, float expected, double actual) =>
        string.Create(CultureInfo.InvariantCulture, $"the {what} of check row {row} is {actual:R} and not {expected:R}");
}
