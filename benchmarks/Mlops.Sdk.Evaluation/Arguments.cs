using System.Globalization;

namespace Mlops.Sdk.Evaluation;

/// <summary>A verb, what it works on, and options as <c>--name value</c>.</summary>
internal sealed class Arguments
{
    private static readonly HashSet<string> s_flags = new(StringComparer.Ordinal) { "interpretable" };
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal) { "json" };
    private readonly List<string> _positional = [];

    public string Verb { get; private init; } = "";

    public static Arguments Parse(string[] args)
    {
        if (args.Length == 0 || args[0].StartsWith('-')) throw new ArgumentException($"Give a verb first. Verbs: {string.Join(", ", Verbs.Names)}.");
        var parsed = new Arguments { Verb = args[0] };
        for (int i = 1; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                parsed._positional.Add(args[i]);
                continue;
            }

            string name = args[i][2..];
            if (s_flags.Contains(name)) parsed._options[name] = "true";
            else if (i + 1 < args.Length) parsed._options[name] = args[++i];
            else throw new ArgumentException($"--{name} needs a value.");
        }

        return parsed;
    }

    /// <summary>A positional argument, which must be there.</summary>
    public string Positional(int index, string name) =>
        index < _positional.Count ? _positional[index] : throw new ArgumentException($"'{Verb}' needs {name}; see the contract of the verb.");

    public string? Text(string name)
    {
        _used.Add(name);
        return _options.GetValueOrDefault(name);
    }

    public string Required(string name) => Text(name) ?? throw new ArgumentException($"'{Verb}' needs --{name}.");

    public ulong Seed => (ulong)Math.Max(0, Number("seed", 42));

    public double Number(string name, double otherwise)
    {
        if (Text(name) is not { } text) return otherwise;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw new ArgumentException($"--{name} must be a number and is '{text}'.");
    }

    public string[] List(string name) => Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>An option that no verb reads is a mistake worth hearing of.</summary>
    public void ThrowIfUnused()
    {
        if (_options.Keys.FirstOrDefault(name => !_used.Contains(name)) is { } unused) throw new ArgumentException($"'{Verb}' does not know --{unused}.");
    }
}
