namespace Mlops.Sdk;

/// <summary>The spellings of one folded text: at most four, those of the lowest hashes, so that it does not matter in which order they come.</summary>
internal sealed class Spellings
{
    public const int Most = 4;

    public Spelling? First { get; private set; }

    /// <summary>Whether there are more than four.</summary>
    public bool HasMore { get; private set; }

    public bool IsVaried => First?.Next is not null;

    public IEnumerable<Spelling> All
    {
        get
        {
            for (Spelling? one = First; one is not null; one = one.Next) yield return one;
        }
    }

    /// <summary>Adds a spelling; its text is asked for only when it is new and kept.</summary>
    public void Add(ulong hash, ReadOnlySpan<byte> text, long count)
    {
        Spelling? before = null;
        Spelling? at = First;
        int rank = 0;
        while (at is not null && at.Hash < hash)
        {
            before = at;
            at = at.Next;
            rank++;
        }

        if (at is not null && at.Hash == hash)
        {
            at.Count += count;
            return;
        }

        if (rank == Most)
        {
            HasMore = true;
            return;
        }

        var one = new Spelling(hash, Bytes.Head(text, Spelling.LongestShown).ToArray(), count) { Next = at };
        if (before is null) First = one;
        else before.Next = one;
        Cut();
    }

    public void Merge(Spellings other)
    {
        HasMore |= other.HasMore;
        foreach (Spelling one in other.All) Add(one.Hash, one.Text, one.Count);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write((byte)(All.Count() + (HasMore ? 128 : 0)));
        foreach (Spelling one in All)
        {
            writer.Write(one.Hash);
            writer.Write((byte)one.Text.Length);
            writer.Write(one.Text);
            writer.Write(one.Count);
        }
    }

    public static Spellings ReadFrom(BinaryReader reader, long texts)
    {
        byte header = reader.ReadByte();
        var read = new Spellings { HasMore = header >= 128 };
        int count = header & 127;
        TextFormat.Require(count is >= 1 and <= Most && (!read.HasMore || count == Most), "spellings");
        Spelling? last = null;
        for (int i = 0; i < count; i++)
        {
            ulong hash = reader.ReadUInt64();
            int length = reader.ReadByte();
            TextFormat.Require(length <= Spelling.LongestShown && (last is null || last.Hash < hash), "spelling");
            var one = new Spelling(hash, TextFormat.Bytes(reader, length), TextFormat.Count(reader, texts, "spelling"));
            if (last is null) read.First = one;
            else last.Next = one;
            last = one;
        }

        return read;
    }

    private void Cut()
    {
        Spelling? one = First;
        for (int rank = 1; one is not null && rank < Most; rank++) one = one.Next;
        if (one?.Next is null) return;
        one.Next = null;
        HasMore = true;
    }
}
