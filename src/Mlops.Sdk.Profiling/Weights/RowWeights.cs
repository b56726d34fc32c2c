using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Everything that a profile gathers with the weights of the rows.</summary>
internal sealed class RowWeights : ProfilePart
{
    // Beyond, squares of weights leave the range of numbers.
    private const double Least = 1e-100, Greatest = 1e100;

    private readonly string _weight;
    private readonly (int Index, string Name)[] _columns;
    private readonly WeightedState[] _states;
    private WeightedMoments _weights = new();
    private long _zero;
    private long _unusable;

    private RowWeights(Schema schema, Field weight, ProfileOptions options)
    {
        _weight = weight.Name;
        _columns = [.. Enumerable.Range(0, schema.Count).Where(i => schema[i].Role is ColumnRole.Feature or ColumnRole.Label or ColumnRole.Group).Select(i => (i, schema[i].Name))];
        _states = [.. _columns.Select(column => new WeightedState(schema[column.Index], options.Summary))];
    }

    /// <summary>The part for a table with a column of weights that are numbers; null for others.</summary>
    public static RowWeights? For(Schema schema, ProfileOptions options) =>
        schema.WithRole(ColumnRole.Weight).FirstOrDefault() is { IsNumeric: true } weight ? new RowWeights(schema, weight, options) : null;

    public override void Add(Dataset batch)
    {
        double[] weights = batch[_weight].ToNumbers().ToArray();
        var ones = new double[weights.Length];
        for (int row = 0; row < weights.Length; row++)
        {
            double weight = weights[row];
            bool usable = weight is 0 or (>= Least and <= Greatest);
            if (!usable) _unusable++;
            else if (weight == 0) _zero++;
            if (!usable) weights[row] = 0;
            ones[row] = 1;
        }

        // The moments of a constant: their weights are those of the rows.
        _weights.Add(ones, weights);
        Parallel.For(0, _columns.Length, i => _states[i].Add(batch[_columns[i].Name], weights));
    }

    public override void Merge(ProfilePart other)
    {
        var rows = (RowWeights)other;
        _weights.Merge(rows._weights);
        _zero += rows._zero;
        _unusable += rows._unusable;
        for (int i = 0; i < _states.Length; i++) _states[i].Merge(rows._states[i]);
    }

    public override void WriteTo(BinaryWriter writer)
    {
        _weights.WriteTo(writer);
        writer.Write(_zero);
        writer.Write(_unusable);
        foreach (WeightedState state in _states) state.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        _weights = WeightedMoments.ReadFrom(reader);
        (_zero, _unusable) = (reader.ReadInt64(), reader.ReadInt64());
        if (_zero < 0 || _unusable < 0) throw new InvalidDataException("The stored counts of weights cannot be.");
        foreach (WeightedState state in _states) state.ReadFrom(reader);
    }

    public WeightProfile ToProfile(ImmutableArray<ColumnProfile> columns) =>
        new(_weight, _weights.Count, _weights.TotalWeight, _weights.EffectiveCount, _zero, _unusable, [.. _columns.Select((column, i) => new WeightedColumn(columns[column.Index], _states[i], _weight))]);
}
