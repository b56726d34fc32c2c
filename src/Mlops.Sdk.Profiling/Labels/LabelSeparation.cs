namespace Mlops.Sdk;

/// <summary>How well every feature alone tells the classes of the label apart; idle without a label or with one that is a number. Merges.</summary>
internal sealed class LabelSeparation : ProfilePart
{
    private const int MostClasses = 32;

    private readonly Field? _label;
    private readonly FeatureByClass[] _features;
    private readonly List<string> _classes = [];
    private bool _active;

    public LabelSeparation(Schema schema, DatasetSummaryOptions options)
    {
        _label = schema.Label;
        _active = _label is { Type: ColumnType.Category or ColumnType.Text or ColumnType.Flag or ColumnType.Integer };
        _features = [.. schema.Features.Where(field => field.IsNumeric || field.Type == ColumnType.Category).Select(field => new FeatureByClass(field, options))];
    }

    // Integers of more than two values are numbers to be predicted, as for a trainer.
    private int Most => _label!.Type == ColumnType.Integer ? 2 : MostClasses;

    public override void Add(Dataset batch)
    {
        if (!_active || CodesOf(batch[_label!.Name]) is not { } codes) return;
        Parallel.For(0, _features.Length, i => _features[i].Add(batch[_features[i].Name], codes));
    }

    public override void Merge(ProfilePart part)
    {
        var other = (LabelSeparation)part;
        _active &= other._active;
        if (!_active) return;
        var map = new int[other._classes.Count];
        for (int code = 0; code < map.Length && _active; code++) map[code] = CodeOf(other._classes[code]);
        if (!_active) return;
        for (int i = 0; i < _features.Length; i++) _features[i].Merge(other._features[i], map);
    }

    public override void WriteTo(BinaryWriter writer)
    {
        writer.Write(_active);
        writer.Write(_classes.Count);
        foreach (string name in _classes) writer.Write(name);
        foreach (FeatureByClass feature in _features) feature.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        bool active = reader.ReadBoolean();
        int classes = reader.ReadInt32();
        if (classes < 0 || classes > MostClasses) throw new InvalidDataException("The number of classes cannot be.");
        for (int code = 0; code < classes; code++) CodeOf(reader.ReadString());
        _active = active;
        foreach (FeatureByClass feature in _features) feature.ReadFrom(reader);
    }

    public IReadOnlyList<LabelStrength> Strengths() => _active && _classes.Count > 1 ? [.. _features.Select(feature => feature.Strength())] : [];

    private int[]? CodesOf(Column label)
    {
        var codes = new int[label.Length];
        var known = new Dictionary<long, int>();
        for (int row = 0; row < codes.Length && _active; row++)
        {
            if (label.IsMissing(row))
            {
                codes[row] = -1;
                continue;
            }

            long key = label switch
            {
                CategoryColumn category => category.Codes[row],
                FlagColumn flags => flags.Values[row] ? 1 : 0,
                IntegerColumn integers => integers.Values[row],
                _ => (long)Numerics.Hashing.OfBytes(((TextColumn)label).GetUtf8(row)),
            };
            if (!known.TryGetValue(key, out int code)) known[key] = code = CodeOf(label.GetText(row));
            codes[row] = code;
        }

        return _active ? codes : null;
    }

    private int CodeOf(string name)
    {
        int code = _classes.IndexOf(name);
        if (code >= 0) return code;
        if (_classes.Count == Most)
        {
            _active = false;
            return -1;
        }

        _classes.Add(name);
        foreach (FeatureByClass feature in _features) feature.AddClass(name);
        return _classes.Count - 1;
    }
}
