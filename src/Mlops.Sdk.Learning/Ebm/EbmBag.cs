using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Boosts the terms in turn on a part of the rows and keeps the tables that were best on the rest.</summary>
internal sealed class EbmBag
{
    private readonly EbmData _data;
    private readonly int[] _train;
    private readonly int[] _held;
    private readonly double[] _labels;
    private readonly float[] _weights;
    private readonly double[] _scores;
    private readonly double[] _heldScores;
    private readonly float[] _derivatives;

    public EbmBag(EbmData data, int[] train, int[] held)
    {
        (_data, _train, _held) = (data, train, held);
        _labels = Array.ConvertAll(train, row => data.Labels[row]);
        _weights = Array.ConvertAll(train, row => (float)data.Weights[row]);
        Start = new double[data.Outputs];
        data.Loss.Start(_labels, _weights, Start);
        _scores = new double[train.Length * data.Outputs];
        _heldScores = new double[held.Length * data.Outputs];
        for (int i = 0; i < _scores.Length; i++) _scores[i] = Start[i % data.Outputs];
        for (int i = 0; i < _heldScores.Length; i++) _heldScores[i] = Start[i % data.Outputs];
        _derivatives = new float[2 * train.Length];
    }

    /// <summary>The scores before the first step.</summary>
    public double[] Start { get; }

    /// <summary>Boosts some terms from where the bag stands; gives their tables, cell after cell and output after output.</summary>
    public double[][] Boost(EbmTerm[] terms, out int rounds, CancellationToken cancellationToken)
    {
        EbmStep[] steps = [.. terms.Select(term => new EbmStep(term))];
        ushort[][] cells = [.. terms.Select(term => Array.ConvertAll(_train, row => term.Cells[row]))], heldCells = [.. terms.Select(term => Array.ConvertAll(_held, row => term.Cells[row]))];
        double[][] tables = [.. terms.Select(term => new double[term.CellCount * _data.Outputs])], best = [.. tables.Select(table => (double[])table.Clone())];
        var penalty = new LeafPenalty(0, 0, _data.Options.MinimumRowsPerLeaf, 1e-4);
        double bestLoss = HeldLoss();
        rounds = 0;
        for (int round = 1; round <= _data.Options.MaximumRounds && round - rounds <= _data.Options.EarlyStoppingRounds; round++)
        {
            bool moved = false;
            for (int i = 0; i < terms.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (int output = 0; output < _data.Outputs; output++)
                {
                    _data.Loss.Derive(_labels, _scores, _weights, output, _derivatives);
                    double gain = steps[i].Find(cells[i], _derivatives, in penalty);
                    if (!(gain > 0) && !Array.Exists(steps[i].Steps, step => step != 0)) continue;
                    moved = true;
                    Move(steps[i].Steps, tables[i], output);
                    Add(steps[i].Steps, cells[i], _scores, output);
                    Add(steps[i].Steps, heldCells[i], _heldScores, output);
                }
            }

            if (!moved) break;
            double loss = HeldLoss();
            if (!(loss < bestLoss * (1 - 1e-6) || (bestLoss <= 0 && loss < bestLoss))) continue;
            (bestLoss, rounds) = (loss, round);
            for (int i = 0; i < tables.Length; i++) tables[i].CopyTo(best[i], 0);
        }

        // Back to the best round, so that what follows starts from there.
        for (int i = 0; i < terms.Length; i++)
        {
            for (int output = 0; output < _data.Outputs; output++)
            {
                double[] back = new double[terms[i].CellCount];
                for (int cell = 0; cell < back.Length; cell++) back[cell] = best[i][(cell * _data.Outputs) + output] - tables[i][(cell * _data.Outputs) + output];
                Add(back, cells[i], _scores, output);
                Add(back, heldCells[i], _heldScores, output);
            }
        }

        return best;
    }

    private void Move(double[] steps, double[] table, int output)
    {
        for (int cell = 0; cell < steps.Length; cell++)
        {
            steps[cell] *= _data.Options.LearningRate;
            table[(cell * _data.Outputs) + output] += steps[cell];
        }
    }

    private void Add(double[] steps, ushort[] cells, double[] scores, int output)
    {
        int outputs = _data.Outputs;
        if (outputs == 1) for (int row = 0; row < cells.Length; row++) scores[row] += steps[cells[row]];
        else for (int row = 0; row < cells.Length; row++) scores[(row * outputs) + output] += steps[cells[row]];
    }

    private double HeldLoss()
    {
        double sum = 0, total = 0;
        for (int i = 0; i < _held.Length; i++)
        {
            double weight = _data.Weights[_held[i]];
            sum += weight * _data.Loss.Of(_data.Labels[_held[i]], _heldScores.AsSpan(i * _data.Outputs, _data.Outputs));
            total += weight;
        }

        return total > 0 ? sum / total : 0;
    }
}

/// <summary>What all bags learn from.</summary>
internal sealed record EbmData(double[] Labels, double[] Weights, BoostingLoss Loss, int Outputs, EbmOptions Options);
