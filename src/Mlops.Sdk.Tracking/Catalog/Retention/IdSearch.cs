using System.Buffers;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Looks for ids in text, each as a word of its own: no letter or digit stands before or behind it.</summary>
internal sealed class IdSearch
{
    private const int ChunkCharacters = 1 << 16;
    private readonly HashSet<string> _ids;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly SearchValues<string> _values;
    private readonly int[] _lengths;

    public IdSearch(IEnumerable<string> ids)
    {
        _ids = ids.Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _values = SearchValues.Create([.. _ids], StringComparison.Ordinal);
        _lengths = [.. _ids.Select(id => id.Length).Distinct().OrderDescending()];
    }

    public async Task<bool> IsInAsync(Stream text, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(text, new UTF8Encoding(false), leaveOpen: true);
        int longest = _lengths.FirstOrDefault() + 2;
        char[] buffer = new char[ChunkCharacters + longest];
        int held = 0, from = 0;
        while (true)
        {
            int read = await reader.ReadBlockAsync(buffer.AsMemory(held), cancellationToken).ConfigureAwait(false);
            bool isLast = held + read < buffer.Length;
            int filled = held + read;
            // What may go on behind the end is looked at with the next piece; the character before it is kept with it.
            if (Find(buffer.AsSpan(0, filled), from, isLast ? filled : filled - longest)) return true;
            if (isLast) return false;
            (held, from) = (longest + 1, 1);
            buffer.AsSpan(filled - held, held).CopyTo(buffer);
        }
    }

    private bool Find(ReadOnlySpan<char> text, int from, int until)
    {
        for (int start = from; start < until;)
        {
            int at = text[start..].IndexOfAny(_values);
            if (at < 0 || (at += start) >= until) return false;
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            {
                foreach (int length in _lengths)
                {
                    int end = at + length;
                    if (end <= text.Length && (end == text.Length || !char.IsLetterOrDigit(text[end])) && _lookup.Contains(text[at..end])) return true;
                }
            }

            start = at + 1;
        }

        return false;
    }
}
