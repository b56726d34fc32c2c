using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Collects what is said of each row by the model that did not see it.</summary>
internal sealed class OutOfFoldRows(LabelData label, int rows)
{
    private readonly int _perRow = Math.Max(label.Classes.Length, 1);
    private readonly double[] _values = new double[rows * Math.Max(label.Classes.Length, 1)];
    private readonly int[] _decisions = new int[label.Task == TaskKind.Regression ? 0 : rows];
    private readonly bool[] _known = new bool[rows];

    public IEnumerable<int> Rows => Enumerable.Range(0, rows).Where(row => _known[row]);

    public void Add(Predictions predictions, ReadOnlySpan<int> validationRows)
    {
        bool numbers = label.Task == TaskKind.Regression;
        ReadOnlySpan<double> values = numbers ? predictions.Values : predictions.Probabilities;
        for (int i = 0; i < validationRows.Length; i++)
        {
            int row = validationRows[i];
            values.Slice(i * _perRow, _perRow).CopyTo(_values.AsSpan(row * _perRow));
            if (!numbers) _decisions[row] = predictions.Decisions[i];
            _known[row] = true;
        }
    }

    /// <summary>The predictions of the known rows, in order.</summary>
    public Predictions ToPredictions()
    {
        int[] known = [.. Rows];
        var values = new double[known.Length * _perRow];
        for (int i = 0; i < known.Length; i++) _values.AsSpan(known[i] * _perRow, _perRow).CopyTo(values.AsSpan(i * _perRow));
        return label.Task == TaskKind.Regression
            ? Predictions.ForValues(label.Name, values)
            : Predictions.ForClasses(label.Name, label.Classes, values, Array.ConvertAll(known, row => _decisions[row]));
    }
}
