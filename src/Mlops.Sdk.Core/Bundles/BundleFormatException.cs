namespace Mlops.Sdk;

/// <summary>A bundle is damaged, tampered with, hostile, or of another version (MLO1301). The message names the entry and the remedy. Nothing of it was used.</summary>
public sealed class BundleFormatException : MlopsException
{
    /// <summary>Says what is wrong with which entry, and what to do.</summary>
    public BundleFormatException(string message, Exception? innerException = null)
        : base("MLO1301", message, innerException)
    {
    }
}
