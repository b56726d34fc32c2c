using System.Runtime.InteropServices;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Fills cells by the mean or the vote of the nearest training rows.</summary>
internal sealed class NeighborFiller : RowFiller
{
    private readonly NeighborState _state;
    private readonly int[] _inputs;
    private readonly double[] _donors;
    private readonly double[] _weights;
    private readonly IncompleteNeighbors _index;

    public NeighborFiller(NeighborState state, IReadOnlyList<Field> fields, double[] donors, double[] weights)
    {
        (_state, _donors, _weights) = (state, donors, weights);
        Field[] inputs = [.. state.Columns.Select(column => fields.FirstOrDefault(field => field.Name == column.Name) ?? throw new InvalidDataException($"Column '{column.Name}' is compared and not read."))];
        _inputs = [.. inputs.Select(input => fields.Select(field => field.Name).ToList().IndexOf(input.Name))];
        Check(inputs);
        int width = state.Columns.Length;
        double[] scaled = (double[])donors.Clone();
        for (int i = 0; i < scaled.Length; i++) scaled[i] *= state.Columns[i % width].Scale;
        _index = new IncompleteNeighbors(scaled, state.Columns.Count(column => !column.IsCode), state.Columns.Count(column => column.IsCode));
    }

    public static NeighborFiller Load(NeighborState state, IReadOnlyList<Field> fields, BundleReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.ReadBytes(NeighborState.DonorsName).Span;
        long cells = (long)state.Donors * state.Columns.Length, weights = state.HasWeights ? state.Donors : 0;
        if (state.Donors < 0 || bytes.Length != (cells + weights) * sizeof(double)) throw new InvalidDataException($"There are {bytes.Length} bytes for {state.Donors} rows of {state.Columns.Length} columns.");
        ReadOnlySpan<double> all = MemoryMarshal.Cast<byte, double>(bytes);
        return new NeighborFiller(state, fields, all[..(int)cells].ToArray(), all[(int)cells..].ToArray());
    }

    public override void Save(BundleWriter writer)
    {
        double[] all = [.. _donors, .. _weights];
        writer.WriteBytes(NeighborState.DonorsName, MemoryMarshal.AsBytes<double>(all));
    }

    public override void Fill(Dataset data, Column[] filled, int maxThreads, CancellationToken cancellationToken)
    {
        int width = _state.Columns.Length;
        int[][] missing = [.. _state.Columns.Select(column => column.IsFilled ? ColumnCells.MissingRows(data[column.Name]) : [])];
        int[] rows = [.. missing.SelectMany(some => some).Distinct().Order()];
        if (rows.Length == 0 || _state.Donors == 0) return;
        (double[] queries, (int Query, int Coordinate)[] requests) = Ask(data, rows, missing);
        NeighborTable found = _index.Search(queries, requests, Math.Min(_state.Neighbors, _state.Donors), maxThreads, cancellationToken);
        var cells = new List<double>[width];
        for (int column = 0; column < width; column++) cells[column] = new(missing[column].Length);
        for (int i = 0; i < requests.Length; i++)
        {
            int column = requests[i].Coordinate;
            cells[column].Add(Answer(found.IndicesOf(i), found.DistancesOf(i), column));
        }

        for (int column = 0; column < width; column++)
            if (missing[column].Length > 0) filled[_inputs[column]] = ColumnCells.Write(filled[_inputs[column]], missing[column], CollectionsMarshal.AsSpan(cells[column]));
    }

    private (double[] Queries, (int Query, int Coordinate)[] Requests) Ask(Dataset data, int[] rows, int[][] missing)
    {
        int width = _state.Columns.Length;
        var queries = new double[(long)rows.Length * width];
        var requests = new (int Query, int Coordinate)[missing.Sum(some => some.Length)];
        for (int column = 0; column < width; column++)
        {
            double[] cells = ColumnCells.Read(data[_state.Columns[column].Name]);
            double scale = _state.Columns[column].Scale;
            for (int i = 0; i < rows.Length; i++) queries[(i * width) + column] = cells[rows[i]] * scale;
        }

        var next = new int[width];
        for (int i = 0, at = 0; i < rows.Length; i++)
        {
            for (int column = 0; column < width; column++)
            {
                if (next[column] >= missing[column].Length || missing[column][next[column]] != rows[i]) continue;
                requests[at++] = (i, column);
                next[column]++;
            }
        }

        return (queries, requests);
    }

    // NaN, and so no answer, where no row has anything in common.
    private double Answer(ReadOnlySpan<int> donors, ReadOnlySpan<double> distances, int column)
    {
        int count = donors.IndexOf(-1) is var end and >= 0 ? end : donors.Length;
        if (count == 0) return double.NaN;
        Span<double> weights = count <= 256 ? stackalloc double[count] : new double[count];
        double total = 0;
        for (int i = 0; i < count; i++)
        {
            weights[i] = _weights.Length > 0 ? _weights[donors[i]] : 1;
            if (_state.ByDistance) weights[i] = distances[0] == 0 ? (distances[i] == 0 ? weights[i] : 0) : weights[i] * (distances[0] / distances[i]);
            total += weights[i];
        }

        int width = _state.Columns.Length;
        if (_state.Columns[column].IsCode) return Vote(donors[..count], weights, column);
        double mean = 0;
        for (int i = 0; i < count; i++) mean += weights[i] / total * _donors[(donors[i] * width) + column];
        return mean;
    }

    private double Vote(ReadOnlySpan<int> donors, ReadOnlySpan<double> weights, int column)
    {
        int width = _state.Columns.Length;
        double best = double.NaN, most = -1;
        for (int i = 0; i < donors.Length; i++)
        {
            double code = _donors[(donors[i] * width) + column], votes = 0;
            for (int j = 0; j < donors.Length; j++) votes += _donors[(donors[j] * width) + column] == code ? weights[j] : 0;
            if (votes > most) (best, most) = (code, votes);
        }

        return best;
    }

    private void Check(Field[] inputs)
    {
        int width = _state.Columns.Length;
        if (_state.Neighbors < 1 || width == 0 || _donors.Length != (long)_state.Donors * width || _weights.Length != (_state.HasWeights ? _state.Donors : 0) || !_weights.All(weight => weight > 0 && double.IsFinite(weight)))
            throw new InvalidDataException("The rows to compare with are not whole.");
        for (int column = 0; column < width; column++)
        {
            NeighborColumn learnt = _state.Columns[column];
            int codes = inputs[column] switch { { Type: ColumnType.Flag } => 2, { Levels: { } levels } => levels.Count, _ => 0 };
            if (learnt.IsCode != codes > 0 || !(learnt.Scale >= 0 && double.IsFinite(learnt.Scale)) || (column > 0 && _state.Columns[column - 1].IsCode && !learnt.IsCode) || inputs[column].Type == ColumnType.Text || (learnt.IsFilled && inputs[column].Type == ColumnType.Timestamp))
                throw new InvalidDataException($"Column '{learnt.Name}' cannot be compared as it was.");
            for (int at = column; at < _donors.Length; at += width)
                if (double.IsInfinity(_donors[at]) || (codes > 0 && !double.IsNaN(_donors[at]) && !(_donors[at] >= 0 && _donors[at] < codes && _donors[at] == Math.Floor(_donors[at]))))
                    throw new InvalidDataException($"Column '{learnt.Name}' has {_donors[at]} in a row to compare with.");
        }
    }
}
