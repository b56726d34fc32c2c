using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Quantiles of weighted numbers: exact from all of them up to a limit, by a sketch beyond.</summary>
internal sealed class WeightedQuantileState(int limit, int size, ulong seed)
{
    private List<double>? _values = [];
    private List<double> _weights = [];
    private WeightedQuantileSketch? _sketch;
    private (double[] Sorted, double[] Cumulative)? _view;

    /// <summary>Adds numbers; NaN and weights of 0 are skipped.</summary>
    public void Add(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        _view = null;
        if (_values is null)
        {
            _sketch!.Add(values, weights);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]) || weights[i] == 0) continue;
            _values.Add(values[i]);
            _weights.Add(weights[i]);
        }

        if (_values.Count > limit) BecomeSketch();
    }

    public void Merge(WeightedQuantileState other)
    {
        if (other._values is not null)
        {
            Add(CollectionsMarshal.AsSpan(other._values), CollectionsMarshal.AsSpan(other._weights));
            return;
        }

        _view = null;
        if (_values is not null) BecomeSketch();
        _sketch!.Merge(other._sketch!);
    }

    public double Quantile(double probability)
    {
        if (_values is null) return _sketch!.Quantile(probability);
        (double[] sorted, double[] cumulative) = _view ??= Sort();
        return sorted.Length == 0 ? double.NaN : probability == 0 ? sorted[0] : probability == 1 ? sorted[^1] : WeightedQuantiles.OfCumulative(sorted, cumulative, probability);
    }

    public double RankErrorBound() => _values is null ? _sketch!.RankErrorBound() : 0;

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_values?.Count ?? -1);
        for (int i = 0; i < _values?.Count; i++)
        {
            writer.Write(_values[i]);
            writer.Write(_weights[i]);
        }

        _sketch?.WriteTo(writer);
    }

    public void ReadFrom(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count < -1 || count > limit) throw new InvalidDataException("The stored number of weighted values cannot be.");
        for (int i = 0; i < count; i++)
        {
            double value = reader.ReadDouble(), weight = reader.ReadDouble();
            if (double.IsNaN(value) || !(weight > 0 && double.IsFinite(weight))) throw new InvalidDataException("A stored weighted value cannot be.");
            _values!.Add(value);
            _weights.Add(weight);
        }

        if (count >= 0) return;
        _values = null;
        _sketch = WeightedQuantileSketch.ReadFrom(reader);
    }

    // Equal numbers by their weights, so that sums do not depend on how the rows came.
    private (double[], double[]) Sort()
    {
        (double Value, double Weight)[] pairs = [.. _values!.Zip(_weights)];
        Array.Sort(pairs);
        var cumulative = new double[pairs.Length];
        double sum = 0;
        for (int i = 0; i < pairs.Length; i++) cumulative[i] = sum += pairs[i].Weight;
        return (Array.ConvertAll(pairs, pair => pair.Value), cumulative);
    }

    private void BecomeSketch()
    {
        _sketch = new WeightedQuantileSketch(size, seed);
        _sketch.Add(CollectionsMarshal.AsSpan(_values!), CollectionsMarshal.AsSpan(_weights));
        _values = null;
        _weights = [];
    }
}
