using System.Diagnostics.CodeAnalysis;

namespace Mlops.Sdk.Numerics;

internal static class SketchFormat
{
    public static void Require([DoesNotReturnIf(false)] bool sound, string what)
    {
        if (!sound)
            throw new InvalidDataException($"The stored sketch cannot be read: {what}.");
    }
}
