using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Names of MLflow as names here. What cannot be one is left out, or changed, and told.</summary>
internal static class MlflowNames
{
    /// <summary>A name of one line; null when it cannot be one.</summary>
    public static string? Key(string name, string what, List<string> left)
    {
        try
        {
            return Names.Key(name.Normalize());
        }
        catch (ArgumentException)
        {
            left.Add($"The name {ErrorText.Show(name)} of the {what} cannot be used here and was left out.");
            return null;
        }
    }

    public static ImmutableSortedDictionary<string, string> Keys(IEnumerable<KeyValuePair<string, string>> pairs, string what, List<string> left)
    {
        var kept = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in pairs)
            if (Key(name, what, left) is { } key) kept[key] = value;
        return kept.ToImmutable();
    }

    /// <summary>A model or an alias: other characters become '_', which is told.</summary>
    public static string? Model(string name, string what, List<string> left)
    {
        string changed = string.Concat(name.Normalize().Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ' ' ? c : '_')).Trim('.', ' ');
        if (changed.Length > Names.LongestModel) changed = changed[..Names.LongestModel].TrimEnd('.', ' ');
        try
        {
            Names.Model(changed);
            if (changed != name) left.Add($"The {what} {ErrorText.Show(name)} is called {ErrorText.Show(changed)} here.");
            return changed;
        }
        catch (ArgumentException)
        {
            left.Add($"The {what} {ErrorText.Show(name)} cannot be used here and was left out.");
            return null;
        }
    }
}
