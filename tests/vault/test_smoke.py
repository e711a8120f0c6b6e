def test_smoke(alices_space, bobs_space, alice_at_home):
    k = alices_space.create("entry", {"a": "ü"})
    assert alices_space.read(k.id, "entry").document == {"a": "ü"}
    k2 = alices_space.save(k.id, "entry", {"a": 2}, k.version)
    assert k2.version == 2
    assert [x.document for x in alices_space.newest("entry", 10)] == [{"a": 2}]
    assert alices_space.verify().is_sound
    alices_space.delete(k.id, "entry")
    assert alices_space.verify().is_sound
    assert alices_space.count("entry") == 0
