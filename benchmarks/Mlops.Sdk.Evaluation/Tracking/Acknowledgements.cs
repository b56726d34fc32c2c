using System.Globalization;

namespace Mlops.Sdk.Evaluation;

/// <summary>What the writers of tracking-kill were told is durable. Points of a series arrive in order, so the last one stands for all before it.</summary>
internal sealed class Acknowledgements
{
    private readonly Lock _gate = new();

    public HashSet<string> Runs { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Run, string Metric), long> LastPoints { get; } = [];

    public HashSet<(string Run, string Path)> Files { get; } = [];

    public HashSet<int> Versions { get; } = [];

    public HashSet<int> AliasMoves { get; } = [];

    public Dictionary<string, string> Ends { get; } = new(StringComparer.Ordinal);

    /// <summary>How many writes were acknowledged.</summary>
    public long Count
    {
        get
        {
            lock (_gate) return Runs.Count + LastPoints.Values.Sum(last => last + 1) + Files.Count + Versions.Count + AliasMoves.Count + Ends.Count;
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            switch (line.Split(' '))
            {
                case ["run", string run]:
                    Runs.Add(run);
                    break;
                case [("single" or "batch") and string metric, string run, string last]:
                    LastPoints[(run, metric)] = long.Parse(last, CultureInfo.InvariantCulture);
                    break;
                case ["file", string run, string path]:
                    Files.Add((run, path));
                    break;
                case ["version", string version]:
                    Versions.Add(int.Parse(version, CultureInfo.InvariantCulture));
                    break;
                case ["alias", string version]:
                    AliasMoves.Add(int.Parse(version, CultureInfo.InvariantCulture));
                    break;
                case ["end", string run, string status]:
                    Ends[run] = status;
                    break;
            }
        }
    }
}
