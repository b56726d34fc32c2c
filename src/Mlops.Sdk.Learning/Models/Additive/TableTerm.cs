using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A table over the cells of one feature, or of two: a row adds what its cell holds.</summary>
public sealed class TableTerm : AdditiveTerm
{
    internal const byte Tag = 2;
    private const int MostCells = 1 << 24;

    /// <summary>Makes a term.</summary>
    /// <param name="axes">One or two axes of different features.</param>
    /// <param name="values">What each cell adds to each output: <c>values[(cell of the first axis * cells of the second + cell of the second) * outputs + output]</c>.</param>
    /// <param name="errors">The standard error of each value; empty when not known.</param>
    /// <param name="rowWeights">How many training rows lay in each cell, by weight; empty when not known.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a value is not finite, or an error or row weight is negative or not finite.</exception>
    public TableTerm(ImmutableArray<TermAxis> axes, ImmutableArray<double> values, ImmutableArray<double> errors = default, ImmutableArray<double> rowWeights = default)
        : base([.. axes.IsDefaultOrEmpty ? throw new ArgumentException("A table has one axis or two.", nameof(axes)) : axes.Select(axis => axis.Feature)])
    {
        if (axes.Length > 2 || Features.Distinct().Count() != axes.Length) throw new ArgumentException("A table has one axis or two, of different features.", nameof(axes));
        long cells = axes.Aggregate(1L, (product, axis) => product * axis.CellCount);
        if (cells > MostCells) throw new ArgumentException($"A table of {cells} cells is too large; at most {MostCells} are allowed.", nameof(axes));
        if (values.IsDefaultOrEmpty || values.Length % cells != 0 || !values.All(double.IsFinite)) throw new ArgumentException($"A table of {cells} cells needs as many finite values for each output.", nameof(values));
        Axes = axes;
        Values = values;
        Errors = errors.IsDefault ? [] : errors;
        RowWeights = rowWeights.IsDefault ? [] : rowWeights;
        CellCount = (int)cells;
        if (Errors.Length != 0 && Errors.Length != values.Length) throw new ArgumentException($"{values.Length} values have as many errors, got {Errors.Length}.", nameof(errors));
        if (RowWeights.Length != 0 && RowWeights.Length != cells) throw new ArgumentException($"{cells} cells have as many row weights, got {RowWeights.Length}.", nameof(rowWeights));
        if (!Errors.Concat(RowWeights).All(value => value >= 0 && double.IsFinite(value))) throw new ArgumentException("Errors and row weights are finite and not negative.", nameof(errors));
    }

    /// <summary>The axes: one, or two for an interaction.</summary>
    public ImmutableArray<TermAxis> Axes { get; }

    /// <summary>What each cell adds to each output, cell after cell.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>The standard error of each value; empty when not known.</summary>
    public ImmutableArray<double> Errors { get; }

    /// <summary>How many training rows lay in each cell, by weight; empty when not known.</summary>
    public ImmutableArray<double> RowWeights { get; }

    /// <summary>The number of cells.</summary>
    public int CellCount { get; }

    /// <inheritdoc/>
    public override int OutputCount => Values.Length / CellCount;

    /// <summary>The cell of a row.</summary>
    /// <param name="row">Feature values; the code of the level for a category, NaN where missing.</param>
    public int CellOf(ReadOnlySpan<double> row)
    {
        int cell = Axes[0].CellOf(row[Features[0]]);
        return Axes.Length == 1 ? cell : (cell * Axes[1].CellCount) + Axes[1].CellOf(row[Features[1]]);
    }

    private protected override void AddRow(ReadOnlySpan<double> row, Span<double> scores)
    {
        ReadOnlySpan<double> values = Values.AsSpan().Slice(CellOf(row) * scores.Length, scores.Length);
        for (int output = 0; output < scores.Length; output++) scores[output] += values[output];
    }

    internal override void WriteTo(ModelWriter writer)
    {
        writer.Write(Tag);
        writer.Write((byte)Axes.Length);
        foreach (TermAxis axis in Axes) axis.WriteTo(writer);
        writer.Write((byte)((Errors.Length > 0 ? 1 : 0) | (RowWeights.Length > 0 ? 2 : 0)));
        foreach (double value in Values.Concat(Errors).Concat(RowWeights)) writer.Write(value);
    }

    internal static TableTerm Read(ref ModelReader reader, int features, int outputs)
    {
        int count = reader.ReadByte("the number of axes");
        if (count is < 1 or > 2) throw reader.Fault($"a table has {count} axes");
        var axes = new TermAxis[count];
        for (int i = 0; i < count; i++) axes[i] = TermAxis.Read(ref reader, features);
        long cells = axes.Aggregate(1L, (product, axis) => product * axis.CellCount);
        if (cells > MostCells) throw reader.Fault($"a table has {cells} cells");
        byte parts = reader.ReadByte("the parts of a table");
        ImmutableArray<double> values = AdditiveFormat.ReadFinite(ref reader, cells * outputs, "a value");
        ImmutableArray<double> errors = (parts & 1) != 0 ? AdditiveFormat.ReadFinite(ref reader, cells * outputs, "an error") : [];
        ImmutableArray<double> weights = (parts & 2) != 0 ? AdditiveFormat.ReadFinite(ref reader, cells, "a row weight") : [];
        try
        {
            return new TableTerm([.. axes], values, errors, weights);
        }
        catch (ArgumentException exception)
        {
            throw reader.Fault(exception.Message);
        }
    }
}
