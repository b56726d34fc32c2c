namespace Mlops.Sdk;

internal sealed partial class RowSample
{
    public void WriteTo(BinaryWriter writer)
    {
        if (_sampled) Cut();
        writer.Write(_isPlaced);
        writer.Write(_priorities.Salt);
        writer.Write(_first);
        writer.Write(_next);
        writer.Write(Count);
        writer.Write(_sampled);
        writer.Write(_threshold);
        writer.Write(Kept);
        if (_chunks.Count == 0) return;
        _chunks = [RowChunk.Join(_chunks)];
        foreach (long position in _chunks[0].Positions) writer.Write(position);
        foreach (ulong priority in _chunks[0].Priorities) writer.Write(priority);
        foreach (ulong hash in _chunks[0].Hashes) writer.Write(hash);
        StoredRows.Write(writer, _chunks[0].Rows);
    }

    public void ReadFrom(BinaryReader reader)
    {
        _isPlaced = reader.ReadBoolean();
        _priorities = new RowPriorities(_priorities.Seed, reader.ReadUInt64());
        _first = reader.ReadInt64();
        _next = reader.ReadInt64();
        Count = reader.ReadInt64();
        _sampled = reader.ReadBoolean();
        _threshold = reader.ReadUInt64();
        int kept = reader.ReadInt32();
        Require(Count >= 0 && _first >= 0 && _next >= _first && _next - _first >= Count && kept >= 0 && kept <= Count);
        Require(_sampled ? kept <= _limits.Sampled : kept == Count && kept <= _limits.Whole);
        if (kept == 0) return;
        long[] positions = new long[kept];
        ulong[] priorities = new ulong[kept], hashes = new ulong[kept];
        for (int row = 0; row < kept; row++) Require((positions[row] = reader.ReadInt64()) >= _first && positions[row] < _next && (row == 0 || positions[row - 1] < positions[row]));
        for (int row = 0; row < kept; row++) Require((priorities[row] = reader.ReadUInt64()) < _threshold || _threshold == ulong.MaxValue);
        for (int row = 0; row < kept; row++) hashes[row] = reader.ReadUInt64();
        _chunks = [new RowChunk(StoredRows.Read(reader, _schema, kept), positions, priorities, hashes)];
    }

    private static void Require(bool sound)
    {
        if (!sound) throw new InvalidDataException("The stored sample of rows cannot be.");
    }
}
