namespace Mlops.Sdk;

/// <summary>Counts how often a file of several blocks is read, by the progress that is told: it falls where a pass begins.</summary>
internal sealed class PassCounter : IProgress<double>
{
    private double _last = double.PositiveInfinity;

    /// <summary>How often a pass was begun.</summary>
    public int Passes { get; private set; }

    /// <summary>How much was read altogether, in files.</summary>
    public double Files { get; private set; }

    public void Report(double value)
    {
        if (value < _last) Passes++;
        Files += value < _last ? value : value - _last;
        _last = value;
    }
}
