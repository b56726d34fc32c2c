namespace Mlops.Sdk;

/// <summary>Checks of stored states.</summary>
internal static class TextFormat
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

    public static byte[] Bytes(BinaryReader reader, int length)
    {
        byte[] bytes = reader.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new EndOfStreamException("The stored profile ends too early.");
    }
}
