namespace Mlops.Sdk;

/// <summary>A formatter by convention: a notebook finds <see cref="MimeType"/> and <see cref="Format"/> by name.</summary>
internal sealed class NotebookFormatter<T>(string mimeType, Func<T, string> show)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T shown)
        {
            return false;
        }

        writer.Write(show(shown));
        return true;
    }
}
