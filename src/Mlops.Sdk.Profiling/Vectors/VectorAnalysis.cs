using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Answers what is asked of vectors from what was gathered and from the sample of rows.</summary>
internal static class VectorAnalysis
{
    private const int MostRows = 2000, MostComponents = 256, RowsOfWide = 512, LeastRows = 3;

    public static ImmutableArray<TableVector> Of(VectorRows vectors, ImmutableArray<ColumnProfile> columns, SampledRows sample, ProfileOptions options)
    {
        var profiles = new TableVector[vectors.Vectors.Length];
        Parallel.For(0, profiles.Length, i => profiles[i] = Of(vectors.Vectors[i], vectors[i], columns, sample, options));
        return [.. profiles];
    }

    private static TableVector Of((string Name, int[] Columns) vector, VectorState state, ImmutableArray<ColumnProfile> columns, SampledRows sample, ProfileOptions options)
    {
        ColumnProfile[] components = [.. vector.Columns.Select(column => columns[column])];
        bool hidden = components.Any(component => component.Content.Redactor.Hides(component.Name));
        double lower = state.Norms.Quantile(0.25), upper = state.Norms.Quantile(0.75), reach = options.Thresholds.NormFence * (upper - lower);
        bool any = state.Norms.Count > 0;
        double outliers = any && upper > lower ? 1 - state.Norms.Rank(upper + reach) + (lower - reach > 0 ? state.Norms.Rank(Math.BitDecrement(lower - reach)) : 0) : 0;
        Estimate repeated = state.Repeated;
        double[] means = [.. components.Where(one => one.HasNumbers).Select(one => one.Summary.Numbers.Mean)], deviations = [.. components.Where(one => one.HasNumbers).Select(one => one.Summary.Numbers.StandardDeviation).Where(double.IsFinite)];
        (double[] values, int rows) = Draw(sample, vector.Columns, options.Summary.Seed);
        double[] variances = rows < LeastRows || !values.All(value => Math.Abs(value) < 1e100) ? [] : PrincipalVariances.Of(values, rows, vector.Columns.Length);
        double sum = variances.Sum();
        double running = 0;
        return new TableVector(
            new VectorProfile
            {
                Name = vector.Name, Components = [.. components.Select(one => one.Name)], Complete = columns[vector.Columns[0]].Rows - state.Incomplete - state.Absent, Incomplete = state.Incomplete, Absent = state.Absent, ZeroVectors = state.Zero, UnitVectors = state.Unit,
                NormMean = state.Moments.Mean, NormDeviation = state.Moments.StandardDeviation, NormLeast = hidden || !any ? null : state.Moments.Min, NormMedian = hidden || !any ? null : state.Norms.Quantile(0.5), NormGreatest = hidden || !any ? null : state.Moments.Max, OutlierNorms = Math.Clamp(outliers, 0, 1),
                ConstantComponents = components.Count(one => one.Distinct <= 1 && one.Present > 0 && one.Infinite == 0), ZeroComponents = components.Count(one => one.Present > 0 && one.Zeros == one.Present),
                Means = (means.DefaultIfEmpty(double.NaN).Min(), means.DefaultIfEmpty(double.NaN).Max()), Deviations = (deviations.DefaultIfEmpty(double.NaN).Min(), deviations.DefaultIfEmpty(double.NaN).Max()),
                RepeatedRows = repeated.Value, RepeatedBound = repeated.Bound, SampledRows = rows, EffectiveRank = PrincipalVariances.EffectiveRank(variances),
                Explained = sum > 0 ? [.. variances.Select(variance => Math.Min(1, (running += variance) / sum))] : [], NearDuplicates = NearDuplicates(values, rows, vector.Columns.Length, options.Thresholds.NearCosine),
            },
            state, hidden);
    }

    // Complete vectors of the sample, at most so many, drawn at random, row by row.
    private static (double[] Values, int Rows) Draw(SampledRows sample, int[] columns, ulong seed)
    {
        ReadOnlyMemory<double>[] components = [.. columns.Select(column => sample.Rows.Columns[column].ToNumbers())];
        int most = columns.Length > MostComponents ? RowsOfWide : MostRows;
        List<int> chosen = [];
        foreach (int row in sample.Count > most ? RandomStream.For(seed, "vectors.sample").Permutation(sample.Count) : [.. Enumerable.Range(0, sample.Count)])
        {
            if (chosen.Count == most) break;
            if (Array.TrueForAll(components, component => double.IsFinite(component.Span[row]))) chosen.Add(row);
        }

        var values = new double[(long)chosen.Count * columns.Length];
        for (int i = 0; i < chosen.Count; i++)
            for (int column = 0; column < columns.Length; column++) values[(i * columns.Length) + column] = components[column].Span[chosen[i]];
        return (values, chosen.Count);
    }

    private static double NearDuplicates(double[] values, int rows, int columns, double nearCosine)
    {
        if (rows < 2) return double.NaN;
        float[] units = new float[values.Length];
        var hasDirection = new bool[rows];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> vector = values.AsSpan(row * columns, columns);
            double norm = OrderedSums.Norm(vector);
            hasDirection[row] = norm > 0 && double.IsFinite(norm);
            for (int column = 0; hasDirection[row] && column < columns; column++) units[(row * columns) + column] = (float)(vector[column] / norm);
        }

        var near = new bool[rows];
        for (int first = 0; first < rows; first++)
        {
            if (!hasDirection[first]) continue;
            ReadOnlySpan<float> one = units.AsSpan(first * columns, columns);
            for (int second = first + 1; second < rows; second++)
            {
                if (hasDirection[second] && (!near[first] || !near[second]) && OrderedSums.Dot(one, units.AsSpan(second * columns, columns)) >= nearCosine) near[first] = near[second] = true;
            }
        }

        return near.Count(one => one) / (double)rows;
    }
}
