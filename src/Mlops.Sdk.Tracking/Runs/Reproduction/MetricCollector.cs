using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Keeps the last value of every number that comes up in a fit, under the name that a run gives it.</summary>
internal sealed class MetricCollector : IRunObserver
{
    private readonly Dictionary<string, (double Value, long Step)> _last = new(StringComparer.Ordinal);

    public double? Find(string name)
    {
        lock (_last) return _last.TryGetValue(name, out (double Value, long Step) last) ? last.Value : null;
    }

    public void MetricLogged(string stage, string name, double value, long step)
    {
        string key = RunObserver.Join(stage, name);
        lock (_last)
            if (!_last.TryGetValue(key, out (double Value, long Step) held) || step >= held.Step) _last[key] = (value, step);
    }

    /// <summary>The numbers that come up in the fit and are logged in a run under the same name.</summary>
    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_last) return [.. _last.Keys];
        }
    }
}
