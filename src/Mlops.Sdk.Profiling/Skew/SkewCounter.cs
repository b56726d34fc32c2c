using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>Counts of one column how the cells of joined rows differ.</summary>
internal sealed class SkewCounter(string name, ServingRows rows, double tolerance)
{
    private const int MostPairs = 1000, MostShown = 10, LongestValue = 200;

    private readonly Column _serving = rows.Held[name];
    private readonly SkewCells _cells = new(rows.Held[name], tolerance);
    private readonly Dictionary<(string?, string?), (long Rows, long Training, long Serving)> _pairs = [];
    private long _rows;
    private long _same;
    private long _different;
    private long _trainingOnly;
    private long _servingOnly;
    private double _differences;
    private long _finite;

    /// <summary>Looks at joined rows.</summary>
    /// <param name="batch">Training rows.</param>
    /// <param name="joined">The rows of the batch, and the place of the serving row of each.</param>
    /// <param name="first">The number of the first row of the batch.</param>
    public void Add(Dataset batch, List<(int Row, int Place)> joined, long first)
    {
        Column training = batch[name];
        Func<int, int, bool> same = _cells.For(training);
        ReadOnlyMemory<double> before = training is NumberColumn or IntegerColumn ? training.ToNumbers() : default, after = before.IsEmpty ? default : _serving.ToNumbers();
        foreach ((int row, int place) in joined)
        {
            _rows++;
            (bool here, bool there) = (!training.IsMissing(row), !_serving.IsMissing(place));
            if (here == there && (!here || same(row, place)))
            {
                _same++;
                continue;
            }

            if (here && there) _different++;
            else if (here) _trainingOnly++;
            else _servingOnly++;
            if (here && there && !before.IsEmpty && after.Span[place] - before.Span[row] is var apart && double.IsFinite(apart))
            {
                _finite++;
                _differences += apart;
            }

            Note(here ? Text(training, row) : null, there ? Text(_serving, place) : null, first + row, rows.PositionOf(place));
        }
    }

    public ColumnSkew ToSkew(bool showValues) => new()
    {
        Column = name,
        Rows = _rows,
        Same = _same,
        Different = _different,
        TrainingOnly = _trainingOnly,
        ServingOnly = _servingOnly,
        MeanDifference = _finite == 0 ? null : _differences / _finite,
        Pairs = [.. _pairs.OrderByDescending(pair => pair.Value.Rows).ThenBy(pair => pair.Value.Training).Take(MostShown).Select(pair => new SkewPair(showValues ? pair.Key.Item1 : null, showValues ? pair.Key.Item2 : null, pair.Value.Rows, pair.Value.Training, pair.Value.Serving))],
    };

    private static string Text(Column column, int row) => ColumnWords.Cut(column.GetText(row), LongestValue);

    private void Note(string? before, string? after, long trainingRow, long servingRow)
    {
        if (_pairs.Count >= MostPairs && !_pairs.ContainsKey((before, after))) return;
        ref (long Rows, long Training, long Serving) pair = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (before, after), out bool known);
        pair = known ? pair with { Rows = pair.Rows + 1 } : (1, trainingRow, servingRow);
    }
}
