using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The mean of the bags: pairs without what belongs to their columns, every term with mean 0 over the training rows, the rest in the bias.</summary>
internal sealed class EbmMean
{
    private const int MostPasses = 100;

    private readonly EbmData _data;
    private readonly EbmTerm[] _terms;
    private readonly int[] _directions;
    private readonly int _featureCount;
    private readonly double[][] _rowWeights;

    public EbmMean(EbmData data, EbmTerm[] terms, int[] directions, int featureCount)
    {
        (_data, _terms, _directions, _featureCount) = (data, terms, directions, featureCount);
        _rowWeights = [.. terms.Select(term =>
        {
            var weights = new double[term.CellCount];
            for (int row = 0; row < term.Cells.Length; row++) weights[term.Cells[row]] += data.Weights[row];
            return weights;
        })];
    }

    /// <summary>The model of some bags.</summary>
    /// <param name="starts">The bias of each bag.</param>
    /// <param name="tables">The tables of each bag, a term each.</param>
    public AdditiveModel Of(double[][] starts, double[][][] tables)
    {
        int bags = tables.Length, outputs = _data.Outputs;
        for (int bag = 0; bag < bags; bag++)
        {
            for (int term = 0; term < _terms.Length; term++)
                if (_terms[term].Axes.Length == 2) Purify(term, tables[bag]);
            Center(tables[bag], starts[bag]);
        }

        double[] bias = [.. Enumerable.Range(0, outputs).Select(output => starts.Average(start => start[output]))];
        double[][] means = [.. _terms.Select((_, term) => Enumerable.Range(0, tables[0][term].Length).Select(i => tables.Average(bag => bag[term][i])).ToArray())];
        for (int term = 0; term < _terms.Length; term++) Straighten(term, means[term]);
        Center(means, bias);
        var made = _terms.Select((term, at) => new TableTerm([.. term.Axes], [.. means[at]], Errors(tables, at), [.. _rowWeights[at]]));
        return new AdditiveModel(_featureCount, [.. bias], made);
    }

    // The mean of each row and column of a pair goes to the table of that column, until none is left (Lengerich et al. 2020).
    private void Purify(int pair, double[][] tables)
    {
        double[] table = tables[pair], weights = _rowWeights[pair];
        int rows = _terms[pair].Axes[0].CellCount, columns = _terms[pair].Axes[1].CellCount;
        double[] rowMoved = new double[rows], columnMoved = new double[columns];
        for (int pass = 0; pass < MostPasses; pass++)
        {
            double largest = Math.Max(MoveMeans(table, weights, rows, columns, columns, 1, rowMoved), MoveMeans(table, weights, columns, rows, 1, columns, columnMoved));
            if (largest < 1e-12) break;
        }

        Give(pair, 0, rowMoved, tables);
        Give(pair, 1, columnMoved, tables);
    }

    private static double MoveMeans(double[] table, double[] weights, int lines, int length, int lineStride, int stride, double[] moved)
    {
        double largest = 0;
        for (int line = 0; line < lines; line++)
        {
            double sum = 0, total = 0;
            for (int i = 0; i < length; i++)
            {
                int cell = (line * lineStride) + (i * stride);
                sum += weights[cell] * table[cell];
                total += weights[cell];
            }

            if (!(total > 0)) continue;
            double mean = sum / total;
            for (int i = 0; i < length; i++) table[(line * lineStride) + (i * stride)] -= mean;
            moved[line] += mean;
            largest = Math.Max(largest, Math.Abs(mean));
        }

        return largest;
    }

    // The cells of a column in a pair are joined cells of its own table.
    private void Give(int pair, int side, double[] moved, double[][] tables)
    {
        TermAxis coarse = _terms[pair].Axes[side];
        int main = Array.FindIndex(_terms, term => term.Axes.Length == 1 && term.Axes[0].Feature == coarse.Feature);
        TermAxis fine = _terms[main].Axes[0];
        for (int cell = 0; cell < fine.CellCount; cell++) tables[main][cell] += moved[CoarseCell(coarse, fine, cell)];
    }

    private static int CoarseCell(TermAxis coarse, TermAxis fine, int cell)
    {
        if (cell == fine.CellCount - 1) return coarse.CellCount - 1;
        if (fine.IsCategory) return coarse.CellOf(fine.Groups.IndexOf(cell));
        return cell < fine.Cuts.Length ? coarse.CellOf(fine.Cuts[cell]) : coarse.CellCount - 2;
    }

    private void Center(double[][] tables, double[] bias)
    {
        int outputs = _data.Outputs;
        for (int term = 0; term < _terms.Length; term++)
        {
            double total = _rowWeights[term].Sum();
            for (int output = 0; output < outputs; output++)
            {
                double mean = 0;
                for (int cell = 0; cell < _rowWeights[term].Length; cell++) mean += _rowWeights[term][cell] / total * tables[term][(cell * outputs) + output];
                for (int cell = 0; cell < _rowWeights[term].Length; cell++) tables[term][(cell * outputs) + output] -= mean;
                bias[output] += mean;
            }
        }
    }

    // The nearest shape that keeps its direction, by the weight of the rows (isotonic regression).
    private void Straighten(int term, double[] table)
    {
        if (_terms[term].Axes.Length != 1 || _directions[_terms[term].Axes[0].Feature] is not (var direction and not 0)) return;
        int cells = table.Length - 1;
        double[] places = [.. Enumerable.Range(0, cells).Select(cell => (double)cell)], signed = [.. table.Take(cells).Select(value => direction * value)];
        double[] weights = [.. _rowWeights[term].Take(cells).Select(weight => Math.Max(weight, 1e-9))];
        IsotonicRegression fitted = IsotonicRegression.Fit(places, signed, weights);
        for (int cell = 0; cell < cells; cell++) table[cell] = direction * fitted.At(cell);
    }

    private static ImmutableArray<double> Errors(double[][][] tables, int term)
    {
        if (tables.Length < 2) return [];
        return [.. Enumerable.Range(0, tables[0][term].Length).Select(i =>
        {
            double mean = tables.Average(bag => bag[term][i]);
            return Math.Sqrt(tables.Sum(bag => (bag[term][i] - mean) * (bag[term][i] - mean)) / (tables.Length - 1));
        })];
    }
}
