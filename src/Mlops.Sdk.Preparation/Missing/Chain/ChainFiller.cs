using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Applies the models of a chain, round after round.</summary>
internal sealed class ChainFiller : RowFiller
{
    private const long MostGrowth = 200;

    private readonly ChainState _state;
    private readonly FittedPipeline[] _models;
    private readonly ImputedColumn[] _learnt;
    private readonly int[] _inputs;

    public ChainFiller(ChainState state, FittedPipeline[] models, ImputedColumn[] learnt)
    {
        (_state, _models, _learnt) = (state, models, learnt);
        _inputs = [.. state.Links.Select(link => Array.FindIndex(learnt, column => column.Name == link.Name))];
        if (state.Rounds is < 1 or > 100 || models.Length != state.Links.Length || _inputs.Contains(-1)) throw new InvalidDataException("The chain is not whole.");
        for (int i = 0; i < models.Length; i++)
        {
            ChainLink link = state.Links[i];
            bool isNumber = learnt[_inputs[i]].Type is ColumnType.Number or ColumnType.Integer;
            if (models[i].Predictor is not { } predictor || predictor.Label != link.Name || (predictor.Task == TaskKind.Regression) != isNumber || !(link.Low <= link.High) || learnt[_inputs[i]].Type is ColumnType.Text or ColumnType.Timestamp)
                throw new InvalidDataException($"The model of column '{link.Name}' does not fill it.");
        }
    }

    public static ChainFiller Load(ChainState state, ImputedColumn[] learnt, BundleReader reader)
    {
        var models = new FittedPipeline[state.Links.Length];
        StageKinds kinds = reader.Kinds.WithoutSteps();
        for (int i = 0; i < models.Length; i++)
        {
            // Models shrink to a fifth or so; what would grow far more is no model.
            byte[] bytes = reader.ReadBytes(NameOf(i)).ToArray();
            using var stream = new MemoryStream(bytes);
            models[i] = FittedPipeline.Load(stream, new() { Kinds = kinds, MaxBytes = (1 << 20) + (MostGrowth * bytes.Length) });
        }

        return new ChainFiller(state, models, learnt);
    }

    public override void Save(BundleWriter writer)
    {
        for (int i = 0; i < _models.Length; i++)
        {
            using var stream = new MemoryStream();
            _models[i].Save(stream);
            writer.WriteBytes(NameOf(i), stream.ToArray());
        }
    }

    public override void Fill(Dataset data, Column[] filled, int maxThreads, CancellationToken cancellationToken)
    {
        int[][] missing = [.. _state.Links.Select(link => ColumnCells.MissingRows(data[link.Name]))];
        int[] rows = [.. missing.SelectMany(some => some).Distinct().Order()];
        if (rows.Length == 0) return;
        var places = new Dictionary<int, int>(rows.Length);
        for (int i = 0; i < rows.Length; i++) places[rows[i]] = i;

        // Only rows that lack something go round.
        Column[] current = [.. filled.Select(column => column.Take(rows))];
        int[][] within = [.. missing.Select(some => Array.ConvertAll(some, row => places[row]))];
        Dataset features = new(current.Select(FeatureOf).OfType<Column>());
        for (int round = 0; round < _state.Rounds; round++)
        {
            for (int link = 0; link < _models.Length; link++)
            {
                if (within[link].Length == 0) continue;
                cancellationToken.ThrowIfCancellationRequested();
                int input = _inputs[link];
                Predictions predictions = _models[link].Score(features.Take(within[link]), cancellationToken);
                current[input] = ColumnCells.Write(current[input], within[link], ChainTable.Cells(predictions, current[input], _state.Links[link]));
                features = features.With(FeatureOf(current[input], input)!);
            }
        }

        for (int link = 0; link < _models.Length; link++)
            if (missing[link].Length > 0) filled[_inputs[link]] = ColumnCells.Write(filled[_inputs[link]], missing[link], Pick(ColumnCells.Read(current[_inputs[link]]), within[link]));
    }

    private Column? FeatureOf(Column column, int input) => ChainTable.Feature(column, _learnt[input].Number ?? 0);

    private static double[] Pick(double[] cells, int[] rows) => Array.ConvertAll(rows, row => cells[row]);

    private static string NameOf(int link) => string.Create(CultureInfo.InvariantCulture, $"chain/{link:000}.mlops");
}
