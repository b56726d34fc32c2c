using System.Globalization;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Learns every incomplete column from the others, round after round.</summary>
internal sealed class ChainLearner
{
    private const int MostLevels = 32;
    private const double Still = 1e-4;

    // Trees compare in single precision, and squares of what is larger are soon infinite.
    private const double MostMagnitude = 1e30;

    private readonly ChainedFill _method;
    private readonly FitContext _context;
    private readonly double[]? _weights;
    private readonly ImputedColumn[] _learnt;
    private readonly Column[] _raw;
    private readonly Column[] _current;
    private readonly Target[] _targets;

    private ChainLearner(ChainedFill method, Column[] raw, Column[] filled, ImputedColumn[] learnt, MissingOptions options, double[]? weights, FitContext context)
    {
        (_method, _raw, _current, _learnt, _weights, _context) = (method, raw, filled, learnt, weights, context);
        _targets = [.. Enumerable.Range(0, raw.Length).Select(input => TargetOf(input, options)).OfType<Target>().OrderBy(target => target.Missing.Length)];
    }

    /// <summary>A filler, or null where no column is to be filled by models.</summary>
    /// <param name="raw">The columns, with their missing cells.</param>
    /// <param name="filled">The same, filled by one value each or by what came before.</param>
    /// <param name="learnt">What that value is.</param>
    /// <param name="options">Which columns are filled by models.</param>
    /// <param name="weights">How much each row counts, or null.</param>
    /// <param name="context">Seed, threads, cancellation.</param>
    public static (ChainState State, ChainFiller Filler)? Learn(Column[] raw, Column[] filled, ImputedColumn[] learnt, MissingOptions options, double[]? weights, FitContext context)
    {
        ChainedFill? method = options.Numeric as ChainedFill ?? options.Categorical as ChainedFill;
        return method is null ? null : new ChainLearner(method, raw, [.. filled], learnt, options, weights, context).Run();
    }

    private (ChainState State, ChainFiller Filler)? Run()
    {
        Dataset features = new(Enumerable.Range(0, _raw.Length).Where(CanTeach).Select(FeatureOf).OfType<Column>());
        if (_targets.Length == 0 || features.ColumnCount < 2) return null;
        var models = new FittedPipeline[_targets.Length];
        int round = 0;
        for (bool moves = true; round < _method.Rounds && moves; round++)
        {
            moves = false;
            for (int i = 0; i < _targets.Length; i++)
            {
                Target target = _targets[i];
                _context.CancellationToken.ThrowIfCancellationRequested();
                _context.ReportProgress(((double)round * _targets.Length + i) / (_method.Rounds * _targets.Length), string.Create(CultureInfo.InvariantCulture, $"round {round + 1}, {target.Link.Name}"));
                models[i] = Fit(features, target, round);
                double[] before = ColumnCells.Read(_current[target.Input]);
                Predictions predictions = models[i].Score(features.Take(target.Missing), _context.CancellationToken);
                _current[target.Input] = ColumnCells.Write(_current[target.Input], target.Missing, ChainTable.Cells(predictions, _current[target.Input], target.Link));
                features = features.With(FeatureOf(target.Input)!);
                moves |= Moved(before, ColumnCells.Read(_current[target.Input]), target);
            }
        }

        var state = new ChainState(round, [.. _targets.Select(target => target.Link)]);
        return (state, new ChainFiller(state, models, _learnt));
    }

    private FittedPipeline Fit(Dataset features, Target target, int round)
    {
        Dataset rows = features.Drop(target.Link.Name).Take(target.Present).With(ChainTable.Label(_raw[target.Input].Take(target.Present)), ColumnRole.Label);
        if (_weights is not null) rows = rows.With(new NumberColumn(new NewNames(rows.Schema).Take(RowWeights.DefaultName), Array.ConvertAll(target.Present, row => _weights[row])), ColumnRole.Weight);
        Trainer trainer = _method.Model == ChainModel.Trees ? new BoostingTrainer(new() { TreeCount = 60, LeafCount = 15 }) : new LinearModelTrainer();
        RunContext run = _context.Run.Child(string.Create(CultureInfo.InvariantCulture, $"round-{round}")).Child(target.Link.Name) with { Observer = null, Progress = null };
        return Pipeline.Empty.Train(trainer).Fit(rows, run, _context.CancellationToken);
    }

    private Target? TargetOf(int input, MissingOptions options)
    {
        Column column = _raw[input];
        bool isNumber = column is NumberColumn or IntegerColumn;
        if (column is TextColumn or TimestampColumn || (isNumber ? options.Numeric : options.Categorical) is not ChainedFill) return null;
        int[] missing = ColumnCells.MissingRows(column);
        double[] cells = ColumnCells.Read(column);
        int[] present = [.. Enumerable.Range(0, cells.Length).Where(row => !double.IsNaN(cells[row]) && _weights?[row] is not 0)];
        double[] seen = Array.ConvertAll(present, row => cells[row]);
        if (missing.Length == 0 || present.Length < 2) return null;
        (double low, double high) = Descriptive.Range(seen);

        if (low == high || !IsOfUsualSize(cells) || (!isNumber && seen.Distinct().Count() > MostLevels)) return null;
        return new Target(input, missing, present, new ChainLink(column.Name, low, high));
    }

    private bool CanTeach(int input) => _learnt[input].MissingRows < _raw[input].Length && _raw[input] is not TextColumn && IsOfUsualSize(ColumnCells.Read(_raw[input]));

    private static bool IsOfUsualSize(double[] cells) => Array.TrueForAll(cells, cell => !(Math.Abs(cell) > MostMagnitude));

    private Column? FeatureOf(int input) => ChainTable.Feature(_current[input], _learnt[input].Number ?? 0);

    private static bool Moved(double[] before, double[] after, Target target)
    {
        double step = 0, width = target.Link.High - target.Link.Low;
        foreach (int row in target.Missing) step += Math.Min(1, Math.Abs(after[row] - before[row]) / width);
        return step > Still * target.Missing.Length;
    }

    private sealed record Target(int Input, int[] Missing, int[] Present, ChainLink Link);
}
