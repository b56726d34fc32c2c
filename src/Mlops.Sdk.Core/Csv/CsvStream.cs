using System.Text;

namespace Mlops.Sdk;

/// <summary>One pass over the decoded bytes of an input.</summary>
internal sealed class CsvStream(Stream decoded, Stream raw, bool ownsRaw, string name) : IDisposable
{
    private readonly double _rawLength = raw.CanSeek ? raw.Length : double.PositiveInfinity;

    /// <summary>The fraction of the undecoded bytes that has been taken.</summary>
    public double Fraction => raw.CanSeek && _rawLength > 0 ? Math.Min(1, raw.Position / _rawLength) : 0;

    /// <summary>Fills as much of the buffer as there is; fewer bytes than asked for only at the end.</summary>
    public int Fill(Span<byte> buffer)
    {
        try
        {
            return decoded.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (DecoderFallbackException e)
        {
            throw new MlopsException("MLO1505", $"{name} has bytes that are not text in its encoding: {e.Message} Give CsvOptions.Encoding, or set InvalidUtf8 = InvalidTextHandling.Replace.", e);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(name, e);
        }
    }

    public static MlopsException Damaged(string name, Exception cause) => new("MLO1509", $"{name} is compressed and damaged: {cause.Message} Fetch it again.", cause);

    public void Dispose()
    {
        decoded.Dispose();
        if (ownsRaw) raw.Dispose();
    }
}
