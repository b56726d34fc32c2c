using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Names for columns that a step makes, none of them taken already.</summary>
internal sealed class NewNames(Schema schema)
{
    private readonly HashSet<string> _taken = [.. schema.Select(field => field.Name)];

    /// <summary>The name that is wished for, or with <c>_2</c>, <c>_3</c>... after it where that is taken.</summary>
    public string Take(string wished)
    {
        string name = wished;
        for (int number = 2; !_taken.Add(name); number++) name = string.Create(CultureInfo.InvariantCulture, $"{wished}_{number}");
        return name;
    }
}
