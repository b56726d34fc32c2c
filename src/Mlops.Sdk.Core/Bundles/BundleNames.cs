namespace Mlops.Sdk.Extensibility;

internal static class BundleNames
{
    /// <summary>Lower-case parts of letters, digits, '-', '_' and '.', joined by '/'; no part begins with a dot, so none can leave the archive.</summary>
    public static bool IsSafe(string path) =>
        path.Length is > 0 and <= 200 && path.Split('/').All(part => part.Length > 0 && part[0] != '.' && part.All(IsAllowed));

    private static bool IsAllowed(char character) => character is >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '_' or '.';
}
