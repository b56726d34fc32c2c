namespace Mlops.Sdk;

/// <summary>Checks of stored summaries.</summary>
internal static class SummaryFormat
{
    public static void Require(bool sound, string what)
    {
        if (!sound) throw new InvalidDataException($"The stored {what} cannot be.");
    }

    public static long Count(BinaryReader reader, long most, string what)
    {
        long count = reader.ReadInt64();
        Require(count >= 0 && count <= most, what);
        return count;
    }
}
