using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Metrics;

public sealed class CalibrationReferenceTests
{
    private static readonly JsonElement Root = Read();

    [Fact]
    public void Beta_ReferenceCases_EqualAGeneralMinimiser()
    {
        foreach (JsonElement one in Root.GetProperty("beta").EnumerateArray())
        {
            BetaCalibration fit = BetaCalibration.Fit(MetricReference.Numbers(one, "probabilities"), [.. MetricReference.Numbers(one, "positive").Select(value => value == 1)], MetricReference.Numbers(one, "weights"));
            Assert.Equal(one.GetProperty("a").GetDouble(), fit.A, 1e-4);
            Assert.Equal(one.GetProperty("b").GetDouble(), fit.B, 1e-4);
            Assert.Equal(one.GetProperty("c").GetDouble(), fit.C, 1e-4);
        }
    }

    [Fact]
    public void Beta_FallingFrequencies_GivesTheShareOfAll()
    {
        double[] p = [0.1, 0.2, 0.3, 0.7, 0.8, 0.9];
        BetaCalibration fit = BetaCalibration.Fit(p, [true, true, true, false, false, false]);
        Assert.All(p, value => Assert.Equal(0.5, fit.At(value), 12));
    }

    [Fact]
    public void Temperature_ReferenceCases_EqualAGeneralMinimiser()
    {
        foreach (JsonElement one in Root.GetProperty("temperature").EnumerateArray())
        {
            TemperatureScaling fit = TemperatureScaling.Fit(MetricReference.Numbers(one, "probabilities"), Array.ConvertAll(MetricReference.Numbers(one, "actual"), value => (int)value), one.GetProperty("classes").GetInt32(), MetricReference.Numbers(one, "weights"));
            Assert.Equal(one.GetProperty("temperature").GetDouble(), fit.Temperature, 1e-5);
        }
    }

    [Fact]
    public void Multinomial_TwoClasses_IsPlattOnLogOdds()
    {
        (double[] probabilities, int[] actual, double[] weights) = Sample(3, 2, 200);
        MultinomialScaling all = MultinomialScaling.Fit(probabilities, actual, 2, weights);
        double[] odds = [.. Enumerable.Range(0, 200).Select(row => Math.Log(probabilities[(2 * row) + 1] / probabilities[2 * row]))];
        PlattScaling platt = PlattScaling.Fit(odds, Array.ConvertAll(actual, code => code == 1), weights);

        for (int row = 0; row < 200; row++)
        {
            double[] own = probabilities[(2 * row)..((2 * row) + 2)];
            all.Apply(own);
            Assert.Equal(platt.At(odds[row]), own[1], 1e-7);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Multinomial_ManyClasses_MeansAreHowOftenTheyComeAndNothingNearIsBetter(int classes)
    {
        const int Rows = 600;
        (double[] probabilities, int[] actual, double[] weights) = Sample(7, classes, Rows);
        MultinomialScaling fit = MultinomialScaling.Fit(probabilities, actual, classes, weights);
        double[] counts = new double[classes], means = new double[classes];
        for (int row = 0; row < Rows; row++) counts[actual[row]] += weights[row];
        double total = weights.Sum(), least = LossOf(fit);
        for (int row = 0; row < Rows; row++)
        {
            double[] own = probabilities[(row * classes)..((row + 1) * classes)];
            fit.Apply(own);
            Assert.Equal(1, own.Sum(), 1e-12);
            for (int k = 0; k < classes; k++) means[k] += weights[row] * own[k];
        }

        // Platt's targets give each class away by a row.
        for (int k = 0; k < classes; k++) Assert.Equal(counts[k], means[k], 1.5);
        for (int moved = 0; moved < classes; moved++)
        {
            foreach (double step in (double[])[-1e-3, 1e-3])
            {
                double[] shifts = fit.Shifts.ToArray();
                if (moved > 0) shifts[moved] += step;
                Assert.True(LossOf(new MultinomialScaling(moved == 0 ? fit.Slope + step : fit.Slope, shifts)) > least, $"{moved} {step}");
            }
        }

        double LossOf(MultinomialScaling scaling)
        {
            double loss = 0;
            for (int row = 0; row < Rows; row++)
            {
                double[] own = probabilities[(row * classes)..((row + 1) * classes)];
                scaling.Apply(own);
                for (int k = 0; k < classes; k++)
                    loss -= weights[row] / total * (k == actual[row] ? (counts[k] + 1) / (counts[k] + 2) : 1 / (counts[actual[row]] + 2) / (classes - 1)) * Math.Log(own[k]);
            }

            return loss;
        }
    }

    [Fact]
    public void Multinomial_ClassesThatDoNotComeOrDoNotOverlap_IsFinite()
    {
        double[] sure = [1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0];
        MultinomialScaling fit = MultinomialScaling.Fit(sure, [0, 1, 0, 1], 3);
        double[] row = [0, 0, 1];
        fit.Apply(row);
        Assert.All(row, value => Assert.True(double.IsFinite(value)));
        Assert.True(double.IsFinite(fit.Slope));
    }

    // Classes of falling size; the model takes them to come equally often and is too sure.
    private static (double[] Probabilities, int[] Actual, double[] Weights) Sample(ulong seed, int classes, int rows)
    {
        var random = new RandomStream(seed);
        double[] probabilities = new double[rows * classes], weights = new double[rows];
        int[] actual = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            actual[row] = (int)(classes * Math.Pow(random.NextDouble(), 2));
            weights[row] = random.NextInt32(3);
            Span<double> own = probabilities.AsSpan(row * classes, classes);
            for (int k = 0; k < classes; k++) own[k] = Math.Exp(2 * ((k == actual[row] ? 1 : 0) + random.NextGaussian()));
            double sum = 0;
            foreach (double one in own) sum += one;
            foreach (ref double one in own) one /= sum;
        }

        return (probabilities, actual, weights);
    }

    private static JsonElement Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "calibration.json")));
        return document.RootElement.Clone();
    }
}
