using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What a predictor says of one row.</summary>
public readonly struct Prediction
{
    private readonly Predictions _all;
    private readonly int _row;

    internal Prediction(Predictions all, int row)
    {
        _all = all;
        _row = row;
    }

    /// <summary>What was predicted.</summary>
    public TaskKind Task => _all.Task;

    /// <summary>The class decided on; null for regression.</summary>
    public string? Class => Task == TaskKind.Regression ? null : _all.Classes[_all.Decisions[_row]];

    /// <summary>Regression: the predicted number. Binary: the probability of the positive class. Multiclass: the probability of the class decided on.</summary>
    public double Score => Task switch
    {
        TaskKind.Regression => _all.Values[_row],
        TaskKind.Binary => _all.Probabilities[_row * 2 + 1],
        _ => _all.Probabilities[_row * _all.Classes.Length + _all.Decisions[_row]],
    };

    /// <summary>The probability of a class.</summary>
    /// <exception cref="ArgumentException">It is none of the classes.</exception>
    public double Probability(string className)
    {
        int index = _all.Classes.IndexOf(className);
        if (index < 0) throw new ArgumentException($"'{className}' is no class of '{_all.Label}'. Classes: {Extensibility.ErrorText.ShowSome(_all.Classes, 20)}.", nameof(className));
        return _all.Probabilities[_row * _all.Classes.Length + index];
    }

    /// <summary>The probability of every class; empty for regression.</summary>
    public IReadOnlyDictionary<string, double> Probabilities
    {
        get
        {
            Prediction self = this;
            return _all.Classes.ToDictionary(name => name, name => self.Probability(name), StringComparer.Ordinal);
        }
    }

    /// <summary>What a post-step says beside it, such as <c>abstained</c>: the value, or null where it is missing or there is no such annotation.</summary>
    public object? Annotation(string name) => _all.Annotation(name)?.GetValue(_row);

    /// <inheritdoc/>
    public override string ToString() => Task == TaskKind.Regression
        ? Score.ToString("G6", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Class} ({Probability(Class!):P1})");
}
