using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A value within the JSON of a model, which knows its place, so that whatever is wrong with it is told with the place.</summary>
internal sealed class ModelJsonPart
{
    private readonly JsonElement _element;
    private readonly ModelJsonPart? _parent;
    private readonly string _name;
    private readonly int _index;

    /// <summary>The outermost value.</summary>
    public ModelJsonPart(JsonElement element, string kind) => (_element, _name, _index) = (element, kind, -1);

    private ModelJsonPart(JsonElement element, ModelJsonPart parent, string name, int index) => (_element, _parent, _name, _index) = (element, parent, name, index);

    /// <summary>Checks that this is an object without properties of other names.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        Require(JsonValueKind.Object, "an object");
        foreach (JsonProperty property in _element.EnumerateObject())
        {
            bool known = false;
            foreach (string name in names)
                known |= property.NameEquals(name);
            if (!known)
                throw Fault($"the property {ErrorText.Show(property.Name)} has no known meaning");
        }
    }

    /// <summary>Tells whether this is an object with such a property.</summary>
    public bool Has(string name) => _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out _);

    /// <summary>A property that must be there.</summary>
    public ModelJsonPart Property(string name)
    {
        Require(JsonValueKind.Object, "an object");
        return _element.TryGetProperty(name, out JsonElement value) ? new ModelJsonPart(value, this, name, -1) : throw Fault($"'{name}' is missing");
    }

    /// <summary>The elements of an array of at least so many.</summary>
    public ModelJsonPart[] Items(int minimum = 0)
    {
        Require(JsonValueKind.Array, "an array");
        if (_element.GetArrayLength() < minimum)
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"there are {_element.GetArrayLength()} elements; at least {minimum} are needed"));
        return [.. _element.EnumerateArray().Select((item, index) => new ModelJsonPart(item, this, "", index))];
    }

    /// <summary>A whole number within bounds.</summary>
    public int Integer(int minimum, int maximum = int.MaxValue)
    {
        Require(JsonValueKind.Number, "a number");
        return _element.TryGetInt32(out int value) && value >= minimum && value <= maximum ? value
            : throw Fault(string.Create(CultureInfo.InvariantCulture, $"{Shown()} is not a whole number from {minimum} to {maximum}"));
    }

    /// <summary>A finite number in double precision.</summary>
    public double Finite()
    {
        Require(JsonValueKind.Number, "a number");
        return _element.TryGetDouble(out double value) && double.IsFinite(value) ? value : throw Fault($"{Shown()} is beyond the range of a double");
    }

    /// <summary>A number in single precision; infinities are the texts <c>Infinity</c> and <c>-Infinity</c>.</summary>
    public float Single()
    {
        if (Is("Infinity")) return float.PositiveInfinity;
        if (Is("-Infinity")) return float.NegativeInfinity;
        Require(JsonValueKind.Number, "a number");
        return _element.TryGetSingle(out float value) && float.IsFinite(value) ? value : throw Fault($"{Shown()} is beyond the range of a single");
    }

    /// <summary>An array of finite numbers.</summary>
    /// <param name="count">How many there must be; -1 for any number.</param>
    public ImmutableArray<double> Numbers(long count = -1)
    {
        ModelJsonPart[] items = Items();
        if (count >= 0 && items.Length != count)
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"there are {items.Length} numbers; {count} are needed"));
        return [.. items.Select(item => item.Finite())];
    }

    /// <summary>True or false.</summary>
    public bool Flag() => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault($"{Shown()} is neither true nor false"),
    };

    /// <summary>Tells whether this is the text.</summary>
    public bool Is(string text) => _element.ValueKind == JsonValueKind.String && _element.ValueEquals(text);

    /// <summary>Checks that this is the text.</summary>
    public void Expect(string text)
    {
        if (!Is(text)) throw Fault($"{Shown()} is not '{text}'");
    }

    /// <summary>The error of a value that cannot be.</summary>
    public InvalidDataException Fault(string reason)
    {
        ModelJsonPart root = this;
        while (root._parent is ModelJsonPart parent) root = parent;
        string at = ReferenceEquals(root, this) ? "" : $"at {Place()}, ";
        return new InvalidDataException($"The saved {root._name} cannot be read: {at}{reason.TrimEnd('.')}. The text was changed or is no such model; write it again with ToJson.");
    }

    private string Place()
    {
        StringBuilder place = new();
        for (ModelJsonPart part = this; part._parent is ModelJsonPart parent; part = parent)
            place.Insert(0, part._index < 0 ? (parent._parent is null ? "" : ".") + part._name : string.Create(CultureInfo.InvariantCulture, $"[{part._index}]"));
        return place.ToString();
    }

    private void Require(JsonValueKind kind, string what)
    {
        if (_element.ValueKind != kind) throw Fault($"{Shown()} is not {what}");
    }

    private string Shown() => _element.ValueKind is JsonValueKind.Object ? "an object" : _element.ValueKind is JsonValueKind.Array ? "an array" : ErrorText.Show(_element.GetRawText());
}
