using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>The serving rows that training rows are looked up in, by key: all while they are few, then those with the least hashes, which are a random part of the keys and the same part in both tables.</summary>
internal sealed class ServingRows(SkewKeys keys, IReadOnlyList<string> columns, int most)
{
    private readonly List<Dataset> _parts = [];
    private readonly List<ulong> _hashes = [];
    private readonly List<long> _positions = [];
    private readonly List<long> _again = [];
    private Dictionary<ulong, int> _places = [];

    /// <summary>Keys whose hash lies from here on are not looked at.</summary>
    public ulong Limit { get; private set; } = ulong.MaxValue;

    /// <summary>The rows that were seen.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows without a whole key.</summary>
    public long WithoutKey { get; private set; }

    /// <summary>Rows whose key an earlier one has, of the keys that are held; only the first is compared.</summary>
    public long Repeated => _again.Sum();

    /// <summary>The rows that are held, in order, with the compared columns.</summary>
    public Dataset Held { get; private set; } = Dataset.Empty;

    public int Count => _hashes.Count;

    public long PositionOf(int place) => _positions[place];

    /// <summary>The place of a key among the rows that are held, or -1.</summary>
    public int PlaceOf(ulong key) => _places.TryGetValue(key, out int place) ? place : -1;

    public void Add(Dataset batch)
    {
        ulong?[] all = keys.Of(batch);
        var taken = new List<int>(all.Length);
        for (int row = 0; row < all.Length; row++)
        {
            if (all[row] is not { } key)
            {
                WithoutKey++;
                continue;
            }

            if (key >= Limit) continue;
            if (!_places.TryAdd(key, _hashes.Count))
            {
                _again[_places[key]]++;
                continue;
            }

            _hashes.Add(key);
            _positions.Add(Rows + row);
            _again.Add(0);
            taken.Add(row);
        }

        _parts.Add(batch.Select(columns).Take(CollectionsMarshal.AsSpan(taken)));
        Rows += batch.RowCount;
        while (_hashes.Count > most) Halve();
    }

    /// <summary>Ends the adding.</summary>
    public void Complete() => Held = _parts.Count > 0 ? Dataset.Concat(_parts) : new Dataset(columns.Select(name => TextColumn.FromValues(name, [])));

    private void Halve()
    {
        Limit /= 2;
        int[] kept = [.. Enumerable.Range(0, _hashes.Count).Where(place => _hashes[place] < Limit)];
        Dataset rows = Dataset.Concat(_parts).Take(kept);
        _parts.Clear();
        _parts.Add(rows);
        Keep(_hashes, kept);
        Keep(_positions, kept);
        Keep(_again, kept);
        _places = _hashes.Select((hash, place) => (hash, place)).ToDictionary(one => one.hash, one => one.place);
    }

    // In ascending order, so that nothing is overwritten before it was moved.
    private static void Keep<T>(List<T> list, int[] kept)
    {
        for (int i = 0; i < kept.Length; i++) list[i] = list[kept[i]];
        list.RemoveRange(kept.Length, list.Count - kept.Length);
    }
}
