namespace Mlops.Sdk;

internal static class FilterText
{
    private const int Around = 40;

    /// <summary>A mistake in a text, shown with the place.</summary>
    public static ArgumentException Error(string text, int position, string message)
    {
        int from = Math.Max(0, position - Around), to = Math.Min(text.Length, position + Around);
        string shown = string.Concat(text[from..to].Select(c => char.IsControl(c) ? ' ' : c));
        return new ArgumentException($"{message} At position {position + 1}:{Environment.NewLine}  {shown}{Environment.NewLine}  {new string(' ', position - from)}^");
    }
}
