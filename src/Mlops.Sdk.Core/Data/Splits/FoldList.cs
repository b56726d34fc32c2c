using System.Collections;

namespace Mlops.Sdk;

/// <summary>Folds that are cut when they are read, so that ten folds of a large dataset are never in memory together.</summary>
internal sealed class FoldList(Dataset data, IReadOnlyList<(int[] Train, int[] Validation)> rows) : IReadOnlyList<Fold>
{
    public int Count => rows.Count;

    public Fold this[int index] => new(data.Take(rows[index].Train), data.Take(rows[index].Validation), rows[index].Validation);

    public IEnumerator<Fold> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
